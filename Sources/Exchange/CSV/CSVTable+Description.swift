extension CSVTable: CustomStringConvertible {
    /// One line without the fields: "300 rows of epoch, loss".
    public var description: String {
        "\(rows.count) \(rows.count == 1 ? "row" : "rows") of \(header.joined(separator: ", "))"
    }
}
