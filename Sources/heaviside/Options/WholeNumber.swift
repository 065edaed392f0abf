import ArgumentParser
import Foundation

/// A whole number as people write one: 50000, 50_000 or 5e4.
enum WholeNumber {
    /// Reads a number for an option.
    ///
    /// - Throws: `ValidationError` for text that is no whole number, or one that the type cannot hold.
    static func read<Number: FixedWidthInteger>(_ text: String) throws -> Number {
        guard let digits = digits(text), let number = Number(digits) else {
            throw ValidationError("expected a whole number such as 50000, 50_000 or 5e4")
        }
        return number
    }

    /// Reads A...B, A-B or A:B with A ≤ B, or one number alone; nil for other text.
    static func range(_ text: String) -> ClosedRange<UInt64>? {
        for separator in ["...", "-", ":"] {
            let parts = text.components(separatedBy: separator)
            guard parts.count == 2 else { continue }
            guard let first: UInt64 = try? read(parts[0]), let last: UInt64 = try? read(parts[1]), first <= last else {
                return nil
            }
            return first...last
        }
        guard let only: UInt64 = try? read(text) else { return nil }
        return only...only
    }

    /// The number without separators, and with its power of ten written out; nil unless it is a whole one.
    private static func digits(_ text: String) -> String? {
        let isNegative = text.hasPrefix("-")
        let parts = text.dropFirst(isNegative ? 1 : 0).lowercased().split(
            separator: "e", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count) else { return nil }
        let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(mantissa.count), mantissa.allSatisfy({ isGrouped($0) }) else { return nil }
        let whole = mantissa[0].filter { $0 != "_" }
        let fraction = mantissa.count == 2 ? mantissa[1].filter { $0 != "_" } : ""
        // More zeros than any type holds would only be counted.
        guard let exponent = parts.count == 2 ? Int(parts[1]) : 0, (0...40).contains(exponent) else { return nil }
        guard fraction.count <= exponent else { return nil }
        let zeros = String(repeating: "0", count: exponent - fraction.count)
        return (isNegative ? "-" : "") + whole + fraction + zeros
    }

    /// Whether the text is digits, with at most single underscores between them.
    private static func isGrouped(_ text: Substring) -> Bool {
        let groups = text.split(separator: "_", omittingEmptySubsequences: false)
        return groups.allSatisfy { !$0.isEmpty && $0.allSatisfy { ("0"..."9").contains($0) } }
    }
}
