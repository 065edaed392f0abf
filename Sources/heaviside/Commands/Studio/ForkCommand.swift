import ArgumentParser
import Diagnostics
import Experiments
import Foundation
import LiveRuns
import Networks
import Reports
import RunStore

struct ForkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fork",
        abstract: "Begin a new run from an epoch of another, with some keys changed from there on, or with none.",
        usage: """
            heaviside fork last@5000 --set optimizer.rmsProp.learningRate=1e-5
            heaviside fork autoencoder-study-3@0

            heaviside fork <run@epoch> [options]
            """,
        discussion: """
            The epochs before it are trained again, to the same bits; the other run stays as it is. From epoch 0 every key \
            can be changed; from a later epoch, these: \(ContinuableKeys.words). Where nothing is changed, the result says \
            whether the weights at the end are those of the other run, bit for bit.
            """)

    @Argument(
        help: ArgumentHelp(
            "The run, its id or last, and the number of epochs that both have in common.", valueName: "run@epoch"))
    var place: String

    @Option(
        name: .customLong("set"), parsing: .singleValue,
        help: ArgumentHelp(
            "Change a key of the spec from there on. May be given several times.", valueName: "key=value"))
    var changes: [String] = []

    @Option(
        parsing: .unconditional, help: "The number of epochs in all (default: the other run's).",
        transform: WholeNumber.reader(1...Training.maximumEpochs))
    var epochs: Int?

    @OptionGroup var output: OutputOptions
    @OptionGroup var location: RunRootOption

    /// What is printed with `--json`: a run, and where it comes from.
    private struct Answer: Encodable {
        struct Fork: Encodable {
            let run: String
            let epoch: Int
            let sameBits: Bool?
        }

        let summary: RunSummary
        let fork: Fork

        private enum Keys: CodingKey { case fork }

        func encode(to encoder: any Encoder) throws {
            try summary.encode(to: encoder)
            var container = encoder.container(keyedBy: Keys.self)
            try container.encode(fork, forKey: .fork)
        }
    }

    /// The run and the epoch.
    private var parts: (run: String, epoch: Int)? {
        guard let at = place.lastIndex(of: "@"), at > place.startIndex,
            let epoch = try? WholeNumber.reader(0...Training.maximumEpochs)(String(place[place.index(after: at)...]))
        else { return nil }
        return (String(place[..<at]), epoch)
    }

    func validate() throws {
        guard parts != nil else {
            throw ValidationError("\(place): expected a run and an epoch of it, such as last@5000")
        }
        if let epochs, !(1...Training.maximumEpochs).contains(epochs) {
            throw ValidationError("--epochs \(epochs): expected 1 to \(Training.maximumEpochs)")
        }
    }

    func run() throws {
        guard let parts else { return }
        let fork = try Failure.badInput {
            do {
                return try Fork(location.root.find(parts.run), at: parts.epoch, epochs: epochs, changes: changes)
            } catch let problem as EngineProblem where problem.place == "at" {
                throw problem.placed(at: place)
            }
        }
        fork.notices.forEach(Console.message)
        let line = output.progressLine()
        let stop = Interruption.stopRequest(quietly: output.quiet)
        var progress: (@Sendable (TrainingProgress) -> Void)?
        if let line { progress = { line.show(ProgressText.line($0)) } }
        let summary = try Failure.work {
            defer { line?.clear() }
            return try fork.carryOut(in: location.root, stop: stop, progress: progress)
        }
        if let ahead = summary.planned?.first?.epoch {
            let isStopped = summary.status == .interrupted
            output.note(
                "It \(isStopped ? "was stopped" : "ended") before the change of epoch \(NumberText.count(ahead))"
                    + (isStopped ? ", which 'heaviside resume' makes when it comes to it." : "."))
        }
        let isSame = fork.hasSameBits(summary)
        if output.json {
            let own = Answer.Fork(run: fork.origin, epoch: fork.epoch, sameBits: isSame)
            try Console.json(Answer(summary: summary, fork: own))
        } else {
            try output.print(summary, in: location.root)
            if let isSame { Console.results([isSame ? "The same bits as \(fork.origin)." : otherBits(fork)]) }
        }
        try Failure.check([summary.status])
    }

    private func otherBits(_ fork: Fork) -> String {
        "Other bits than \(fork.origin), though nothing was changed: another version or another machine may have made it."
    }
}
