/// Which array of a file, or which columns of a table, data are read from.
public enum FileColumns: Sendable, Hashable {
    /// An array, or one column, by its name.
    case array(String)
    /// Columns of a table by their names, in this order.
    case columns([String])
    /// The columns of a table from one to another in the order of the file, both included.
    case range(from: String, through: String)
}
