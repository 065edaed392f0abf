import Analysis
import ArgumentParser
import Experiments
import Networks
import Reports
import RunStore

struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show the results of a run, a batch or a survey, with small plots.",
        usage: """
            heaviside show last
            heaviside show autoencoder-study-3 --json

            heaviside show <run> [options]
            """)

    @OptionGroup var chosen: RunArgument
    @OptionGroup var output: OutputOptions

    func run() throws {
        let found = try chosen.found()
        try Failure.badInput {
            switch found {
            case .run(let folder):
                var summary = try folder.summary()
                let missing = folder.hasEnded ? folder.missingData : nil
                if output.json, missing == nil, summary.status != .diverged {
                    summary.obstacles = Obstacles(try folder.result())
                }
                output.note(Notes.unfinished(folder))
                if output.json { missing.map(Console.message) }
                (folder.damagedCheckpoints + folder.damagedRecords + [folder.changedSummary].compactMap(\.self))
                    .forEach(Console.message)
                try output.print(summary, in: folder.root, withObstacles: true)
            case .batch(let folder):
                folder.damagedEnvironment.map(Console.message)
                try output.print(folder.summary(), in: folder)
            case .survey(let folder):
                let summary = try folder.summary()
                [folder.changedResult, folder.damagedEnvironment].compactMap(\.self).forEach(Console.message)
                output.note(try Notes.unfinished(folder))
                try output.print(summary, in: folder.root)
            }
        }
    }
}
