public import Experiments
import Foundation
internal import Networks

/// Several runs beside each other: in what their specs differ, and whether data and weights are the same.
public struct RunComparison: Sendable {
    /// How many runs can be compared.
    public static let counts = 2...12

    /// The runs, in the order in which they were named.
    public let runs: [ComparedRun]
    /// The single values in which the specs differ, in the order of a spec, with one for each run; of a key that was
    /// changed on the way, each value and its epochs.
    public let variations: [Spec.Variation]
    /// Whether all runs were measured on the same samples, but for the rounding to float32; false where the data of one
    /// are missing.
    public let haveSameData: Bool

    /// Finds and reads runs.
    ///
    /// - Parameters:
    ///   - references: two to twelve runs, each by its folder, its id, or `last`.
    ///   - root: the folder of runs.
    /// - Throws: ``RunError`` for another number of runs, a run that is named twice, a batch or a survey in the place
    ///   of a run, and a run that cannot be found; and what reading a run throws.
    public init(_ references: [String], in root: RunRoot) throws {
        try Self.checkCount(references)
        let folders = try references.map { try Self.run($0, in: root) }
        try Self.checkDistinct(references, folders.map(\.path))
        try self.init(folders.map { folder in try ComparedRun(folder) })
    }

    /// Refuses too few or too many of what is to be compared.
    static func checkCount(_ references: [String], of noun: String = "run") throws(RunError) {
        guard counts.contains(references.count) else {
            throw RunError(
                place: references.joined(separator: " "),
                problem: "\(references.count) \(noun)\(references.count == 1 ? "" : noun == "batch" ? "es" : "s") to "
                    + "compare: expected \(counts.lowerBound) to \(counts.upperBound)")
        }
    }

    /// Refuses two references that name the same folder.
    static func checkDistinct(_ references: [String], _ paths: [String], noun: String = "run") throws(RunError) {
        var named: [PathBytes: String] = [:]
        for (reference, path) in zip(references, paths) {
            let resolved = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
            if let other = named.updateValue(reference, forKey: PathBytes(resolved)) {
                let expected = "expected different \(noun == "batch" ? "batches" : "runs")"
                throw RunError(
                    place: reference,
                    problem: other == reference
                        ? "the \(noun) is named twice: \(expected)"
                        : "this is the \(noun) that \(other) names, too: \(expected)")
            }
        }
    }

    /// Compares runs that have been read.
    init(_ runs: [ComparedRun]) {
        self.runs = runs
        variations = SpecCourse.variations(among: runs.map(\.course))
        haveSameData = runs.dropFirst().allSatisfy { run in
            guard let one = runs[0].result, let other = run.result else { return false }
            return SampleSet.areSame(one.heldOutSamples, other.heldOutSamples)
                && one.samples.isSame(as: other.samples)
        }
    }

    /// Whether the data of a run are missing, so that they cannot be told apart.
    public var lacksData: Bool { runs.contains { $0.result == nil } }

    /// Whether the specs are equal, key for key.
    public var haveSameSpec: Bool { variations.isEmpty }

    /// Whether all runs have the same weights, bit for bit.
    public var haveSameWeights: Bool { Set(runs.map(\.summary.weightsSHA256)).count == 1 }

    /// The run that a reference names.
    private static func run(_ reference: String, in root: RunRoot) throws -> RunFolder {
        func several(_ what: String, at path: String, _ runs: [String]) -> RunError {
            let shown = runs.prefix(counts.upperBound).joined(separator: " ")
            let rest = runs.count > counts.upperBound ? ", and \(runs.count - counts.upperBound) more" : ""
            return RunError(
                place: path,
                problem: runs.isEmpty
                    ? "this is a \(what) without runs: expected a run"
                    : "this is a \(what): expected some of its runs: \(shown)\(rest)")
        }
        switch try root.findAny(reference) {
        case .run(let folder): return folder
        case .batch(let folder):
            let runs = try folder.seedsToShow().seeds.map { folder.run(seed: $0) }.filter(\.hasBegun)
            throw several("batch", at: folder.path, runs.map { $0.root == root ? $0.id : $0.path })
        case .survey(let folder):
            throw several("survey", at: folder.path, ((try? folder.runs.listed()) ?? []).map { $0.folder.path })
        }
    }
}

extension SampleSet {
    /// Whether two sets hold the same signals and targets, but for the rounding to float32.
    func isSame(as other: SampleSet) -> Bool {
        isAutoencoding == other.isAutoencoding && signals.isNear(other.signals) && targets.isNear(other.targets)
    }
}

extension SampleSet {
    /// Whether two sets are the same, or both are missing.
    static func areSame(_ first: SampleSet?, _ second: SampleSet?) -> Bool {
        switch (first, second) {
        case (nil, nil): true
        case (let first?, let second?): first.isSame(as: second)
        case (nil, _), (_, nil): false
        }
    }
}

extension Matrix where Element == Double {
    fileprivate func isNear(_ other: Matrix<Double>) -> Bool {
        rows == other.rows && columns == other.columns
            && zip(elements, other.elements).allSatisfy { abs($0 - $1) <= 1.2e-7 * max(abs($0), abs($1)) }
    }
}
