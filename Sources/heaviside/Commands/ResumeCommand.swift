import ArgumentParser
import Diagnostics
import Experiments
import Networks
import Reports
import RunStore

struct ResumeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Resume a run, bit for bit as if it had never stopped; or train a finished one further.",
        usage: """
            heaviside resume last
            heaviside resume autoencoder-study-3 --epochs 1e6

            heaviside resume <run> [options]
            """)

    @OptionGroup var chosen: RunArgument

    @Option(
        parsing: .unconditional,
        help: "The number of epochs in all, those already done included (default: the spec's).",
        transform: WholeNumber.read)
    var epochs: Int?

    @Option(
        name: .customLong("continue-with"), parsing: .singleValue,
        help: ArgumentHelp(
            "Change a key of the spec from here on. May be given several times.", valueName: "key=value"))
    var changes: [String] = []

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if let epochs, !(1...Training.maximumEpochs).contains(epochs) {
            throw ValidationError("--epochs \(epochs): expected 1 to \(Training.maximumEpochs)")
        }
    }

    func run() throws {
        let folder = try chosen.run()
        let resumption = try Failure.badInput { try Resumption(folder, epochs: epochs, changes: changes) }
        resumption.notices.forEach { output.note($0) }
        let line = output.progressLine()
        let stop = Interruption.stopRequest()
        var progress: ((TrainingProgress) -> Void)?
        if let line { progress = { line.show(ProgressText.line($0)) } }
        let summary = try Failure.work {
            defer { line?.clear() }
            return try RunBatch.resume(resumption, stop: stop, progress: progress)
        }
        try output.print(summary, in: folder.root)
        try Failure.check([summary.status])
    }
}
