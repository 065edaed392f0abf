/// A sentence in plain text and in TeX.
public struct ClaimText: Sendable, Hashable, Encodable {
    /// Plain text; mathematics is written in Unicode.
    public let text: String
    /// The same for a TeX document; formulas are between dollar signs.
    public let tex: String

    /// Creates a sentence in both forms.
    public init(_ text: String, tex: String) {
        self.text = text
        self.tex = tex
    }
}
