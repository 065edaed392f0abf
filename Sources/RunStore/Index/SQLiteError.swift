/// An error of SQLite's, with its code.
struct SQLiteError: Error, Hashable {
    /// The primary code, such as `SQLITE_BUSY`.
    let code: Int32
    let message: String
}
