internal import CSQLite

/// A prepared statement; its parameters and columns count from 0.
final class SQLiteStatement {
    private let handle: OpaquePointer
    private let database: SQLiteDatabase

    init(_ handle: OpaquePointer, of database: SQLiteDatabase) { (self.handle, self.database) = (handle, database) }

    deinit { sqlite3_finalize(handle) }

    /// Carries the statement out with these parameters, to its end.
    func run(_ parameters: SQLiteValue...) throws(SQLiteError) {
        try begin(parameters)
        while try next() {}
    }

    /// Gives the parameters; the rows then come by ``next()``.
    func begin(_ parameters: [SQLiteValue]) throws(SQLiteError) {
        sqlite3_reset(handle)
        for (index, parameter) in parameters.enumerated() {
            let place = Int32(index + 1)
            let code =
                switch parameter {
                case .null: sqlite3_bind_null(handle, place)
                case .integer(let value): sqlite3_bind_int64(handle, place, value)
                case .real(let value): sqlite3_bind_double(handle, place, value)
                case .text(var value):
                    value.withUTF8 { text in
                        text.withMemoryRebound(to: CChar.self) {
                            sqlite3_bind_text64(
                                handle, place, $0.baseAddress, UInt64($0.count), Self.copied, UInt8(SQLITE_UTF8))
                        }
                    }
                case .blob(let bytes): sqlite3_bind_blob64(handle, place, bytes, UInt64(bytes.count), Self.copied)
                }
            guard code == SQLITE_OK else { throw database.error }
        }
    }

    /// Goes to the next row; false where there is none.
    func next() throws(SQLiteError) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE:
            sqlite3_reset(handle)
            return false
        default:
            let error = database.error
            sqlite3_reset(handle)
            throw error
        }
    }

    /// A column of the present row; nil for NULL.
    func value(_ column: Int32) -> SQLiteValue? {
        switch sqlite3_column_type(handle, column) {
        case SQLITE_INTEGER: .integer(integer(column))
        case SQLITE_FLOAT: .real(sqlite3_column_double(handle, column))
        case SQLITE_TEXT: .text(text(column))
        case SQLITE_BLOB: .blob(bytes(column))
        default: nil
        }
    }

    /// A column of the present row as a whole number.
    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    /// A column of the present row as text.
    func text(_ column: Int32) -> String {
        guard let start = sqlite3_column_text(handle, column) else { return "" }
        let count = Int(sqlite3_column_bytes(handle, column))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    private func bytes(_ column: Int32) -> [UInt8] {
        let count = Int(sqlite3_column_bytes(handle, column))
        guard count > 0, let start = sqlite3_column_blob(handle, column) else { return [] }
        return Array(UnsafeRawBufferPointer(start: start, count: count))
    }

    /// SQLite copies a parameter before the call returns (`SQLITE_TRANSIENT`, which Swift cannot import).
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}
