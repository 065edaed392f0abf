/// What several references name, beside each other: runs, or batches.
public enum ComparedFolders: Sendable {
    /// Runs, each of them on its own.
    case runs(RunComparison)
    /// Batches, each summed up over its seeds.
    case batches(BatchComparison)

    /// Finds and reads what is to be compared.
    ///
    /// - Parameters:
    ///   - references: two to twelve runs or two to twelve batches, each by its folder, its id, or `last`.
    ///   - root: the folder of runs.
    /// - Throws: ``RunError`` where some are runs and some batches; what `RunComparison.init(_:in:)` and
    ///   `BatchComparison.init(_:in:)` throw.
    public init(_ references: [String], in root: RunRoot) throws {
        var (batches, others): ([String], [String]) = ([], [])
        var example: String?
        for reference in references {
            guard case .batch(let folder) = try root.findAny(reference) else {
                others.append(reference)
                continue
            }
            batches.append(reference)
            example = try example ?? folder.seedsToShow().seeds.first.map { folder.run(seed: $0).id }
        }
        guard !batches.isEmpty else {
            self = .runs(try RunComparison(references, in: root))
            return
        }
        guard let other = others.first else {
            self = .batches(try BatchComparison(references, in: root))
            return
        }
        throw RunError(
            place: "\(batches[0]) \(other)",
            problem:
                "\(batches[0]) is a batch of several runs, and \(other) is not: expected batches only, or runs only"
                + (example.map { ", such as \($0) of the batch" } ?? ""))
    }
}
