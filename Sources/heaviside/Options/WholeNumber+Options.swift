import ArgumentParser
import Diagnostics
import Foundation

extension WholeNumber {
    /// Reads a number for an option.
    ///
    /// - Throws: `ValidationError` for text that is no whole number, or one that the type cannot hold.
    static func read<Number: FixedWidthInteger>(_ text: String) throws -> Number {
        guard let number: Number = value(of: text) else {
            if isWhole(text) { throw ValidationError("expected \(Number.min) to \(Number.max)") }
            let plain = PrintedNumber.plain(text).map { ": write \($0)" } ?? ""
            throw ValidationError("expected a whole number such as 50000, 50_000 or 5e4" + plain)
        }
        return number
    }

    /// Reads a number for an option that takes those of a range, against which the command checks it.
    ///
    /// - Throws: `ValidationError` for text that is no whole number; for one that the type cannot hold it names the
    ///   range.
    static func reader<Number: FixedWidthInteger & Sendable>(
        _ range: ClosedRange<Number>
    ) -> @Sendable (String) throws -> Number {
        { text in
            guard (value(of: text) as Number?) == nil, isWhole(text) else { return try read(text) }
            let upper = range.upperBound
            throw ValidationError("expected \(range.lowerBound)\(upper == .max ? " or more" : " to \(upper)")")
        }
    }

    /// Reads A...B, A-B or A:B with A ≤ B, or one number alone; nil for other text.
    static func range(_ text: String) -> ClosedRange<UInt64>? {
        for separator in ["...", "-", ":"] {
            let parts = text.components(separatedBy: separator)
            guard parts.count == 2 else { continue }
            guard let first: UInt64 = value(of: parts[0]), let last: UInt64 = value(of: parts[1]), first <= last else {
                return nil
            }
            return first...last
        }
        guard let only: UInt64 = value(of: text) else { return nil }
        return only...only
    }
}
