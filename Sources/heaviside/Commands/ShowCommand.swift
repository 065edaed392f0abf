import Analysis
import ArgumentParser
import Experiments
import Networks
import RunStore

struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show what a run found, with small plots.",
        usage: """
            heaviside show last
            heaviside show autoencoder-study-3 --json

            heaviside show <run> [--json]
            """)

    @Argument(help: ArgumentHelp("The run: its folder, its id, or last.", valueName: "run"))
    var reference: String

    @Option(help: ArgumentHelp("The folder that runs are kept in.", valueName: "folder"))
    var out = "runs"

    @Flag(help: "Leave out the plots.")
    var quiet = false

    @Flag(help: "Print the summary as one JSON object.")
    var json = false

    func run() throws {
        try Failure.badInput {
            switch try RunRoot(out).findAny(reference) {
            case .run(let folder):
                var summary = try folder.summary()
                if json, summary.status != .diverged { summary.obstacles = Obstacles(try folder.result()) }
                try RunPrinter(root: folder.root, quiet: quiet, json: json, showsObstacles: true)
                    .print([summary], isBatch: false)
            case .survey(let folder):
                try SurveyPrinter(root: folder.root, quiet: quiet, json: json).print(folder.summary())
            }
        }
    }
}
