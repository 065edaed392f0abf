extension RunRoot {
    /// Builds the index of the folder anew from its runs.
    ///
    /// - Parameter progress: how many runs have been read, and how many there are.
    /// - Returns: how many runs there are; the folders of those whose records cannot be read; and whether the folder
    ///   has an index now, which it cannot where its file system is not on this machine, or cannot be written.
    /// - Throws: ``RunError`` where the folder cannot be read.
    public func reindex(
        progress: ((Int, Int) -> Void)? = nil
    ) throws -> (runs: Int, unreadable: [String], isIndexed: Bool) {
        var index = RunIndex.open(self)
        do {
            try index?.clear()
        } catch {
            index = nil
            guard RunIndex.removeDamaged(self, after: error) else { throw Self.busy(path, error) }
        }
        let isIndexed = RunIndex.open(self) != nil
        let table = try RunTable(self, limit: 0, columns: [], progress: progress)
        return (table.count, table.unreadable, isIndexed)
    }

    private static func busy(_ path: String, _ error: any Error) -> RunError {
        RunError(
            place: "\(path)/\(RunIndex.name)",
            problem: "it cannot be written: \((error as? SQLiteError)?.message ?? "\(error)"); "
                + "expected no other process that writes it for long")
    }
}
