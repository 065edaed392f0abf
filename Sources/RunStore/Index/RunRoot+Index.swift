extension RunRoot {
    /// What became of the index of a folder.
    public enum IndexState: Sendable, Hashable {
        /// It holds all runs.
        case built
        /// There can be none, for this reason.
        case impossible(String)
        /// It could not be built, for this reason.
        case failed(String)
    }

    /// Builds the index of the folder anew from its runs.
    ///
    /// - Parameter progress: how many runs have been read, and how many there are.
    /// - Returns: how many runs there are; the records that cannot be read; and what became of the index.
    /// - Throws: ``RunError`` where the folder cannot be read.
    public func reindex(
        progress: ((Int, Int) -> Void)? = nil
    ) throws -> (runs: Int, damage: [RunDamage], state: IndexState) {
        try reindex(patience: RunIndex.rebuildPatience, progress: progress)
    }

    /// The same, with the time to wait for other processes, in milliseconds.
    func reindex(
        patience: Int32, progress: ((Int, Int) -> Void)? = nil
    ) throws -> (runs: Int, damage: [RunDamage], state: IndexState) {
        var state = clearIndex(patience)
        let table = try RunTable(
            self, limit: 0, columns: [], patience: state == .built ? patience : RunIndex.listPatience,
            progress: progress)
        if let problem = table.indexProblem, state == .built { state = failure(problem) }
        return (table.count, table.damage, state)
    }

    private func clearIndex(_ patience: Int32) -> IndexState {
        do {
            var index = try RunIndex.open(self, patience: patience)
            guard index != nil else { return .impossible(RunIndex.obstacle(self) ?? "it cannot be written") }
            do {
                try index?.clear()
            } catch {
                // It can only be removed once it is closed.
                index = nil
                guard RunIndex.removeDamaged(self, after: error) else { throw error }
            }
            return .built
        } catch {
            return failure(RunIndex.problem(error))
        }
    }

    private func failure(_ problem: String) -> IndexState { .failed("\(path)/\(RunIndex.name): \(problem)") }
}
