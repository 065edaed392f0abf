import ArgumentParser
import Diagnostics
import Experiments
import Foundation
import Networks
import Reports
import RunStore

struct ResumeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract:
            "Resume a run, batch or survey, bit for bit as if it had never stopped; or train a finished run further.",
        usage: """
            heaviside resume last
            heaviside resume autoencoder-study-3 --epochs 1e6
            heaviside resume last --epochs 1e6 --continue-with optimizer.rmsProp.learningRate=1e-5

            heaviside resume <run> [options]
            """,
        discussion: """
            In a batch or a survey, runs that were interrupted go on, and runs that had not begun are begun. A run without \
            a checkpoint begins again, and so does the survey 'conditioning', which keeps none. If a checkpoint is damaged \
            or missing, the command says which, and uses the one before. A run that is trained further has no final \
            results until it has ended again.

            --continue-with changes a key from the checkpoint on: \(ContinuableKeys.words). spec.yaml keeps the values that \
            the run began with, and continuations.json says what changed when. Every other key needs a new run.
            """)

    @OptionGroup var chosen: RunArgument

    @Option(
        parsing: .unconditional,
        help: "The number of epochs in all, those already done included (default: the spec's).",
        transform: WholeNumber.reader(1...Training.maximumEpochs))
    var epochs: Int?

    @Option(
        name: .customLong("continue-with"), parsing: .singleValue,
        help: ArgumentHelp(
            "Change a key of the spec from here on; see above for those that can. May be given several times.",
            valueName: "key=value"))
    var changes: [String] = []

    @Option(name: .customLong("set"), parsing: .singleValue, help: .hidden)
    var overrides: [String] = []

    @OptionGroup var output: OutputOptions

    @OptionGroup var threads: ThreadsOption

    func validate() throws {
        if let override = overrides.first {
            throw ValidationError(
                "--set \(override): this is for a new run; to change a key of this one from its checkpoint on: "
                    + "--continue-with '\(override)'")
        }
        if let epochs, !(1...Training.maximumEpochs).contains(epochs) {
            throw ValidationError("--epochs \(epochs): expected 1 to \(Training.maximumEpochs)")
        }
    }

    func run() throws {
        switch try chosen.found() {
        case .run(let folder): try resume(folder)
        case .batch(let folder):
            if epochs != nil || !changes.isEmpty {
                let first = try Failure.badInput { try folder.seeds()[0] }
                throw ValidationError(
                    "--epochs and --continue-with are for one run of the batch, and \(folder.path) is all of them: "
                        + "expected one after the other, such as heaviside resume \(folder.path)/\(first)\(options)")
            }
            try complete(folder)
        case .survey(let folder):
            if epochs != nil || !changes.isEmpty {
                throw ValidationError(
                    "--epochs and --continue-with are for one run: expected one of those in \(folder.runs.path)/, such as "
                        + "heaviside resume \(folder.runs.path)/NAME\(options)")
            }
            try complete(folder)
        }
    }

    /// The options that were given, as they are typed.
    private var options: String {
        (epochs.map { " --epochs \($0)" } ?? "") + changes.map { " --continue-with '\($0)'" }.joined()
    }

    private func resume(_ folder: RunFolder) throws {
        try Failure.work { try folder.checkIsFree() }
        let resumption = try Failure.badInput { try Resumption(folder, epochs: epochs, changes: changes) }
        resumption.notices.forEach(Console.message)
        let line = output.progressLine()
        let stop = Interruption.stopRequest(quietly: output.quiet)
        var progress: ((TrainingProgress) -> Void)?
        if let line { progress = { line.show(ProgressText.line($0)) } }
        let summary = try Failure.work {
            defer { line?.clear() }
            return try RunBatch.resume(resumption, stop: stop, progress: progress)
        }
        try output.print(summary, in: folder.root)
        try Failure.check([summary.status])
    }

    private func complete(_ folder: SurveyFolder) throws {
        try Failure.work { try folder.checkIsFree() }
        try Failure.badInput { try SurveyBatch.checkCompletable(folder) }.forEach(Console.message)
        output.note(try Notes.resumed(folder))
        let batch = SurveyBatch(in: folder.root, threads: threads.count)
        try output.carryOut(in: folder.root) { try batch.complete(folder, stop: $0, progress: $1) }
    }

    private func complete(_ folder: BatchFolder) throws {
        try Failure.work { try folder.checkIsFree() }
        try Failure.badInput { try RunBatch.checkCompletable(folder) }.forEach(Console.message)
        let line = output.progressLine()
        let stop = Interruption.stopRequest(quietly: output.quiet)
        let batch = RunBatch(in: folder.root, threads: threads.count)
        var progress: (@Sendable (RunBatch.Progress) -> Void)?
        if let line { progress = { line.show(ProgressText.line($0)) } }
        let summary = try Failure.work {
            defer { line?.clear() }
            return try batch.complete(folder, stop: stop, progress: progress)
        }
        try output.print(summary, in: folder)
        try Failure.check([summary.status])
    }
}
