/// What is measured, and the words for its value.
public struct DigestLine: Sendable, Hashable {
    /// What is measured.
    public let name: String
    /// Its value in words.
    public let text: String

    package init(name: String, text: String) {
        self.name = name
        self.text = text
    }
}
