public import Experiments
internal import Networks

/// Several batches beside each other: in what their specs differ, and what their runs reached.
public struct BatchComparison: Sendable {
    /// One of the batches.
    public struct Batch: Sendable {
        /// The batch's folder.
        public let folder: BatchFolder
        /// The spec of its runs, with the first seed.
        public let spec: Spec
        /// What its runs found.
        public let summary: BatchSummary
    }

    /// The batches, in the order in which they were named.
    public let batches: [Batch]
    /// The single values in which the specs differ but for the seed, in the order of a spec, with one for each batch.
    public let variations: [Spec.Variation]
    /// Whether all batches have the same samples, but for the rounding to float32.
    public let haveSameData: Bool

    /// Finds and reads batches.
    ///
    /// - Parameters:
    ///   - references: two to twelve batches, each by its folder, its id, or `last`.
    ///   - root: the folder of runs.
    /// - Throws: ``RunError`` for another number of batches, one that is named twice, and what is not a batch; and what
    ///   reading a batch throws.
    public init(_ references: [String], in root: RunRoot) throws {
        try RunComparison.checkCount(references, of: "batch")
        let folders = try references.map { reference in
            guard case .batch(let folder) = try root.findAny(reference) else {
                throw RunError(place: reference, problem: "this is not a batch: expected one")
            }
            return folder
        }
        try RunComparison.checkDistinct(references, folders.map(\.path), noun: "batch")
        let batches = try folders.map { try Batch(folder: $0, spec: $0.spec(), summary: $0.summary()) }
        let runs = try batches.map {
            $0.folder.missingData(of: $0.spec) != nil
                ? nil : try ExperimentRun($0.spec, source: $0.folder.specPath, searchFolders: [$0.folder.path])
        }
        self.batches = batches
        variations = Spec.leafVariations(among: batches.map(\.spec)).filter { $0.key != "seed" }
        haveSameData = runs.dropFirst().allSatisfy { run in
            guard let run, let first = runs[0] else { return false }
            return run.samples.isSame(as: first.samples) && SampleSet.areSame(run.heldOut, first.heldOut)
        }
    }

    /// That the data of a batch are missing, so that they cannot be told apart, a sentence each.
    public var missingData: [String] { batches.compactMap { $0.folder.missingData(of: $0.spec) } }

    /// Whether the specs are equal, key for key but for the seed.
    public var haveSameSpec: Bool { variations.isEmpty }

    /// Whether the loss of every batch is computed by the same formula.
    public var haveSameLoss: Bool {
        let first = batches.first?.spec.training
        return batches.allSatisfy {
            $0.spec.training.loss == first?.loss && $0.spec.training.codeLinearity == first?.codeLinearity
        }
    }
}
