/// Where a list takes the values of runs from: the index, or the folders themselves.
protocol RunSource {
    /// The keys that some run has.
    func keys() throws -> Set<String>
    /// The rows of runs, with at least the values of these keys; nil stands for all keys. A run whose records cannot be
    /// read has none.
    func rows(of runs: [ListedRun], keys: [String]?) throws -> [(run: ListedRun, row: RunRow)]
}

/// Reads the records of every run, once.
struct FolderSource: RunSource {
    private let all: [PathBytes: RunRow]

    /// - Parameters:
    ///   - runs: the runs.
    ///   - withSpec: whether the values of the specs are read, too.
    init(_ runs: [ListedRun], withSpec: Bool) {
        all = runs.reduce(into: [:]) { rows, run in rows[PathBytes(run.folder.path)] = RunRow(run, withSpec: withSpec) }
    }

    func keys() -> Set<String> { all.values.reduce(into: []) { $0.formUnion($1.values.keys) } }

    func rows(of runs: [ListedRun], keys: [String]?) -> [(run: ListedRun, row: RunRow)] {
        runs.compactMap { run in all[PathBytes(run.folder.path)].map { (run, $0) } }
    }
}
