internal import Foundation

/// A tick distance of 1, 2, 2.5 or 5 times a power of ten, kept as exact decimal parts.
struct NiceStep {
    /// The mantissa: 10, 20, 25 or 50.
    let mantissa: Int
    /// The power of ten the mantissa is multiplied by.
    let exponent: Int

    /// The least distance of this kind, not below `least`, that divides the span into at most a quarter more than
    /// `target` parts.
    ///
    /// A distance of 2.5 itself is skipped, because whole numbers read better on axes that count things.
    init(span: Double, target: Int, least: Double = 0) {
        let raw = max(span / Double(max(1, target)) * 0.8, least) * (1 - 1e-9)
        let decade = Int(log10(raw).rounded(.down))
        let choices = [(10, decade - 1), (20, decade - 1), (25, decade - 1), (50, decade - 1), (10, decade)]
            .filter { $0.0 != 25 || decade != 0 }
        let choice = choices.first { NiceStep.value(of: $0.0, exponent: $0.1) >= raw }
        (mantissa, exponent) = choice ?? (10, decade)
    }

    private init(mantissa: Int, exponent: Int) { (self.mantissa, self.exponent) = (mantissa, exponent) }

    /// The distance 1.
    static let one = NiceStep(mantissa: 10, exponent: -1)

    var value: Double { NiceStep.value(of: mantissa, exponent: exponent) }

    /// The correctly rounded value of a decimal number.
    static func value(of mantissa: Int, exponent: Int) -> Double {
        Double("\(mantissa)e\(exponent)") ?? 0
    }
}
