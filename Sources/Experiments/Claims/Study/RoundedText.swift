internal import Foundation

/// Numbers as tables of witnesses show them.
enum RoundedText {
    /// With some significant digits.
    static func of(_ value: Double, digits: Int = 3) -> String { String(format: "%.\(digits)g", value) }

    /// Numbers with blanks between.
    static func list(_ values: [Double], digits: Int = 2) -> String {
        values.map { of($0, digits: digits) }.joined(separator: " ")
    }
}
