/// An index of a formula: a lower-case letter.
struct FormulaIndex: Sendable, Hashable, CustomStringConvertible {
    /// The number of letters.
    static let count = 26

    /// The place of the letter in the alphabet, from 0.
    let slot: Int

    /// Creates the index with this name; nil where the name is not a lower-case letter.
    init?(_ name: some StringProtocol) {
        guard name.utf8.count == 1, let byte = name.utf8.first, (0x61...0x7A).contains(byte) else { return nil }
        slot = Int(byte - 0x61)
    }

    var description: String { String(UnicodeScalar(UInt8(0x61 + slot))) }
}
