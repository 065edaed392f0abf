import ArgumentParser
import Experiments
import Networks
import Reports
import RunStore

struct ResumeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Resume an interrupted run, bit for bit as if it had never stopped.",
        usage: """
            heaviside resume last
            heaviside resume autoencoder-study-3

            heaviside resume <run> [options]
            """)

    @OptionGroup var chosen: RunArgument
    @OptionGroup var output: OutputOptions

    func run() throws {
        let folder = try chosen.run()
        try Failure.badInput { try RunBatch.checkResumable(folder) }
        let line = output.progressLine()
        let stop = Interruption.stopRequest()
        var progress: ((TrainingProgress) -> Void)?
        if let line { progress = { line.show(ProgressText.line($0)) } }
        let summary = try Failure.work {
            defer { line?.clear() }
            return try RunBatch.resume(folder, stop: stop, progress: progress)
        }
        try output.print(summary, in: folder.root)
        try Failure.check([summary.status])
    }
}
