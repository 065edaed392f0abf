extension ExactMatrix: CustomStringConvertible {
    /// The most entries that a description writes out.
    private static let mostWritten = 16

    /// One line: "2 × 2 [1, 1/2; 0, 1]", or "130 × 129 matrix" where there are more than 16 entries.
    public var description: String {
        let size = "\(rows) × \(columns)"
        guard elements.count <= Self.mostWritten else { return "\(size) matrix" }
        let texts = (0..<rows).map { i in row(i).map { "\($0)" }.joined(separator: ", ") }
        return "\(size) [\(texts.joined(separator: "; "))]"
    }
}
