import ArgumentParser
import Experiments
import Networks
import RunStore

struct ResumeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Go on with an interrupted run, bit for bit as if it had never stopped.",
        usage: """
            heaviside resume last
            heaviside resume autoencoder-study-3

            heaviside resume <run> [options]
            """)

    @Argument(help: ArgumentHelp("The run: its folder, its id, or last.", valueName: "run"))
    var reference: String

    @Option(help: ArgumentHelp("The folder that runs are kept in.", valueName: "folder"))
    var out = "runs"

    @Flag(help: "Print nothing but the result.")
    var quiet = false

    @Flag(help: "Print the result as one JSON object.")
    var json = false

    func run() throws {
        let folder = try Failure.badInput { try RunRoot(out).find(reference) }
        try Failure.badInput { try RunBatch.checkResumable(folder) }
        let line = quiet || json && !Console.canAnimate ? nil : ProgressLine()
        let stop = Interruption.stopRequest()
        var progress: ((TrainingProgress) -> Void)?
        if let line { progress = { line.show(ProgressText.line($0)) } }
        let summary = try Failure.work {
            defer { line?.clear() }
            return try RunBatch.resume(folder, stop: stop, progress: progress)
        }
        try RunPrinter(root: folder.root, quiet: quiet, json: json).print([summary], isBatch: false)
        if summary.status == .interrupted { throw Failure.interrupted }
    }
}
