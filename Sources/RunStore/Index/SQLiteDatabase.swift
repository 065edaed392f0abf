internal import CSQLite

/// An open SQLite database with a rollback journal.
final class SQLiteDatabase {
    private let handle: OpaquePointer

    /// Opens a file, or makes it.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - patience: how many milliseconds to wait for other processes that write.
    /// - Throws: an error where the file cannot be opened.
    init(_ path: String, patience: Int32) throws(SQLiteError) {
        var handle: OpaquePointer?
        let code = sqlite3_open_v2(path, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nil)
        guard code == SQLITE_OK, let handle else {
            let message = String(cString: sqlite3_errstr(code))
            sqlite3_close_v2(handle)
            throw SQLiteError(code: code, message: message)
        }
        self.handle = handle
        sqlite3_busy_timeout(handle, patience)
    }

    deinit { sqlite3_close_v2(handle) }

    /// Carries out statements that have no parameters and answer nothing.
    func execute(_ sql: String) throws(SQLiteError) {
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw error }
    }

    /// Prepares one statement.
    func statement(_ sql: String) throws(SQLiteError) -> SQLiteStatement {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK, let statement else { throw error }
        return SQLiteStatement(statement, of: self)
    }

    /// Does some work in a transaction, which is undone where the work throws.
    ///
    /// - Parameters:
    ///   - writes: whether the work writes; other processes then wait from its beginning.
    ///   - work: what to do.
    /// - Returns: what the work returns.
    /// - Throws: what the work throws, and an error where the transaction cannot begin or end.
    func transaction<Value>(writes: Bool, _ work: () throws -> Value) throws -> Value {
        try execute(writes ? "BEGIN IMMEDIATE" : "BEGIN")
        do {
            let value = try work()
            try execute("COMMIT")
            return value
        } catch {
            try? execute("ROLLBACK")
            throw error
        }
    }

    /// What went wrong last.
    var error: SQLiteError {
        SQLiteError(code: sqlite3_errcode(handle), message: String(cString: sqlite3_errmsg(handle)))
    }
}
