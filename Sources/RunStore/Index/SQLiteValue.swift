/// A value in a database.
enum SQLiteValue: Hashable {
    /// NULL, as a parameter; a column that is NULL has no value.
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])
}
