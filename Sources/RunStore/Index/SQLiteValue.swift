/// A value in a database.
enum SQLiteValue: Hashable {
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])
}
