/// A sentence in plain text and in TeX.
public struct ClaimText: Sendable, Hashable, Encodable {
    /// Plain text, with Unicode for mathematics.
    public let text: String
    /// The same for a TeX document; formulas stand between dollar signs.
    public let tex: String

    /// A sentence in both forms.
    public init(_ text: String, tex: String) {
        self.text = text
        self.tex = tex
    }
}
