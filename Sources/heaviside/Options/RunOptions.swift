import ArgumentParser
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
            "Change a key of the spec; list entries by index: network.1.dense=64. May be given several times.",
            valueName: "key=value"))
    var overrides: [String] = []

    @Option(help: "The length of the signals; layers as wide as the signals are resized with them.")
    var length: Int?

    @Option(help: "The seed of all random draws.")
    var seed: UInt64?

    @Option(help: ArgumentHelp("One run for each seed, on all cores.", valueName: "A...B"))
    var seeds: String?

    @Option(help: "The number of epochs; for a ladder, the most that a run may take.")
    var epochs: Int?

    @Option(
        help: ArgumentHelp(
            "How an epoch is computed: auto (sweep if it supports the network, else dense), reference, dense or sweep.",
            valueName: "path"))
    var path: String?

    @Option(help: "How many runs are computed at a time with --seeds (default: one for each core).")
    var threads: Int?

    @OptionGroup var location: RunRootOption
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if let path, ComputationPath(rawValue: path) == nil {
            throw ValidationError(
                "--path \(path): expected one of \(ComputationPath.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        if let threads, !(1...1024).contains(threads) {
            throw ValidationError("--threads \(threads): expected 1 to 1024")
        }
        if seeds != nil, seed != nil { throw ValidationError("--seed and --seeds: expected one of them") }
        if let seeds, seedRange == nil {
            throw ValidationError("--seeds \(seeds): expected A...B with whole numbers A ≤ B, at most 10,000 of them")
        }
    }

    var seedRange: ClosedRange<UInt64>? {
        let parts = (seeds ?? "").components(separatedBy: "...")
        guard parts.count == 2, let first = UInt64(parts[0]), let last = UInt64(parts[1]), first <= last,
            last - first < 10_000
        else { return nil }
        return first...last
    }

    /// The runs of a spec, already changed by `length` and `overrides`, with the other options applied; checked.
    func runs(_ spec: Spec, source: String, searchFolders: [String] = ["."]) throws -> [ExperimentRun] {
        var spec = spec
        if let seed { spec.seed = seed }
        if let epochs { spec.epochs = epochs }
        if let path, let path = ComputationPath(rawValue: path) { spec.training.path = path }
        if let seedRange { spec.seed = seedRange.lowerBound }
        let first: ExperimentRun
        do {
            first = try ExperimentRun(spec, source: source, searchFolders: searchFolders)
            try first.check()
        } catch let error as SpecError {
            throw error.naming(overrides: overrides, length: length)
        }
        guard let seedRange else { return [first] }
        return seedRange.map(first.seeded)
    }

    /// Carries out the runs and prints what they found.
    func carryOut(_ runs: [ExperimentRun]) throws {
        let line = output.progressLine()
        let root = location.root
        let stop = Interruption.stopRequest()
        let batch = RunBatch(in: root, threads: threads ?? ProcessInfo.processInfo.activeProcessorCount)
        var progress: (@Sendable (RunBatch.Progress) -> Void)?
        if let line { progress = { line.show(ProgressText.line($0)) } }
        let summaries = try Failure.work {
            defer { line?.clear() }
            return try batch.carryOut(runs, stop: stop, progress: progress)
        }
        if seeds != nil {
            try output.print(runs: summaries, in: root)
        } else {
            for summary in summaries { try output.print(summary, in: root) }
        }
        if summaries.contains(where: { $0.status == .interrupted }) { throw Failure.interrupted }
    }
}
