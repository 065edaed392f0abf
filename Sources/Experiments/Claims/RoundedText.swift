internal import Foundation

/// Numbers as facts and tables of witnesses show them.
enum RoundedText {
    /// With some significant digits: "0.0274", "−1.91", "6.16e-05"; "∞", or words where it is not a number.
    static func of(_ value: Double, digits: Int = 3) -> String {
        guard !value.isNaN else { return "not a number" }
        let magnitude = value.isInfinite ? "∞" : String(format: "%.\(digits)g", value.magnitude)
        return (value.sign == .minus ? "−" : "") + magnitude
    }

    /// Numbers with blanks between.
    static func list(_ values: [Double], digits: Int = 2) -> String {
        values.map { of($0, digits: digits) }.joined(separator: " ")
    }
}
