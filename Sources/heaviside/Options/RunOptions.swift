import ArgumentParser
import Diagnostics
import Experiments
import Foundation
import Networks
import Reports
import RunStore

/// The options that `run` and `train` share.
struct RunOptions: ParsableArguments {
    @Option(
        name: .customLong("set"), parsing: .singleValue,
        help: ArgumentHelp(
            "Change a key of the spec; list entries by index from 0: network.1.dense=64. May be given several times.",
            valueName: "key=value"))
    var overrides: [String] = []

    @Option(
        parsing: .unconditional,
        help: "The length of the signals; layers as wide as the signals are resized with them.",
        transform: WholeNumber.reader(1...Int.max))
    var length: Int?

    @Option(parsing: .unconditional, help: "The seed of all random draws.", transform: WholeNumber.read)
    var seed: UInt64?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "One run for each seed from A to B, in one folder and on all cores: 1...50 or 1-50.", valueName: "A...B"))
    var seeds: String?

    @Option(
        parsing: .unconditional,
        help: "The number of epochs, such as 20000, 20_000 or 2e4; for a ladder, the most that a run may take.",
        transform: WholeNumber.reader(0...Training.maximumEpochs))
    var epochs: Int?

    @Option(
        help: ArgumentHelp(
            "How an epoch is computed: auto (sweep if it supports the network, else dense), reference, dense or sweep.",
            valueName: "path"), completion: .list(ComputationPath.allCases.map(\.rawValue)))
    var path: String?

    @Flag(help: "Open the live page on this run.")
    var live = false

    @Flag(
        help: ArgumentHelp(
            "Write progress to standard error for another program: lines {\"progress\":{\"share\":…}}.",
            visibility: .hidden))
    var progressLines = false

    @OptionGroup var threads: ThreadsOption

    @OptionGroup var location: RunRootOption
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if let path, ComputationPath(rawValue: path) == nil {
            throw ValidationError(
                "--path \(path): expected one of \(ComputationPath.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        if let epochs, !(0...Training.maximumEpochs).contains(epochs) {
            throw ValidationError("--epochs \(epochs): expected 0 to \(Training.maximumEpochs)")
        }
        if let length, length < 1 { throw ValidationError("--length \(length): expected 1 or more") }
        if live, seeds != nil { throw ValidationError("--live and --seeds: expected one of them") }
        if live, output.json { throw ValidationError("--live and --json: expected one of them") }
        if seeds != nil, seed != nil { throw ValidationError("--seed and --seeds: expected one of them") }
        if let seeds, seedRange == nil {
            throw ValidationError(
                "--seeds \(seeds): expected A...B or A-B with whole numbers A ≤ B, at most \(NumberText.count(BatchFolder.mostSeeds)) of them"
            )
        }
    }

    var seedRange: ClosedRange<UInt64>? {
        seeds.flatMap(WholeNumber.range).flatMap { $0.upperBound - $0.lowerBound < BatchFolder.mostSeeds ? $0 : nil }
    }

    /// What a person should know who gave --seeds one number; nil for a range.
    var seedsNote: String? {
        guard let seeds, let seedRange, seedRange.count == 1, !seeds.contains("..."), !seeds.contains("-"),
            !seeds.contains(":")
        else { return nil }
        let seed = seedRange.lowerBound
        return "--seeds \(seeds) is one run, with the seed \(seed)."
            + (seed > 1 ? " For the seeds from 1 to \(seed): --seeds 1...\(seed)" : "")
    }

    /// The run of a spec, already changed by `length` and `overrides`, with the other options applied; checked.
    func run(_ spec: Spec, source: String, searchFolders: [String] = ["."]) throws -> ExperimentRun {
        var spec = spec
        if let seed { spec.seed = seed }
        if let epochs { spec.epochs = epochs }
        if let path, let path = ComputationPath(rawValue: path) { spec.training.path = path }
        if let seedRange { spec.seed = seedRange.lowerBound }
        do {
            let run = try ExperimentRun(spec, source: source, searchFolders: searchFolders)
            try run.check()
            return run
        } catch let error as SpecError {
            throw error.naming(overrides: overrides, length: length)
        }
    }

    /// Carries out the run, or the batch of all seeds, and prints what it found.
    func carryOut(_ run: ExperimentRun) throws {
        if live { return try LiveStart.open(run, in: location.out) }
        output.note(seedsNote)
        let line = progressLines ? nil : output.progressLine()
        let root = location.root
        let stop = Interruption.stopRequest(quietly: output.quiet)
        let batch = RunBatch(in: root, threads: threads.count)
        var progress: (@Sendable (RunBatch.Progress) -> Void)?
        if let line { progress = { line.show(ProgressText.line($0)) } }
        if progressLines {
            let records = ProgressRecords()
            progress = { records.show($0) }
        }
        if let seedRange {
            let summary = try Failure.work {
                defer { line?.clear() }
                return try batch.carryOut(run, seeds: Array(seedRange), stop: stop, progress: progress)
            }
            if case .batch(let folder) = try root.findAny(summary.batch) { try output.print(summary, in: folder) }
            try Failure.check([summary.status])
        } else {
            let summaries = try Failure.work {
                defer { line?.clear() }
                return try batch.carryOut([run], stop: stop, progress: progress)
            }
            for summary in summaries { try output.print(summary, in: root) }
            try Failure.check(summaries.map(\.status))
        }
    }
}
