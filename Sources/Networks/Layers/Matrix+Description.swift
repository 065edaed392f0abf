internal import Diagnostics

extension Matrix: CustomStringConvertible {
    /// The most entries that a description writes out.
    private static var mostWritten: Int { 16 }

    /// One line: "2 × 2 [1.0, 0.5; 0.0, 1.0]", or "130 × 129 matrix" where there are more than 16 entries.
    public var description: String {
        let size = "\(NumberText.count(rows)) × \(NumberText.count(columns))"
        guard elements.count <= Self.mostWritten else { return "\(size) matrix" }
        let texts = (0..<rows).map { i in row(i).map { "\($0)" }.joined(separator: ", ") }
        return "\(size) [\(texts.joined(separator: "; "))]"
    }
}
