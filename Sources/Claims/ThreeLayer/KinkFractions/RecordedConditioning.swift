internal import Exact

/// The condition number and the largest weight that were first recorded for n = 129 at one fraction, each with one unit
/// of its last digit.
struct RecordedConditioning: CustomStringConvertible {
    /// The fraction f.
    let fraction: Rational
    /// The recorded cond(A2).
    let condition: Double
    /// One unit of its last digit.
    let conditionUnit: Double
    /// The recorded max|W3|.
    let weight: Double
    /// One unit of its last digit.
    let weightUnit: Double

    /// All recorded values, by f.
    static let printed = [
        RecordedConditioning(hundredths: 0, 1.9e4, 0.1e4, 1, 1e-9),
        RecordedConditioning(hundredths: 10, 2.4e4, 0.1e4, 1.235, 1e-3),
        RecordedConditioning(hundredths: 25, 3.8e4, 0.1e4, 1.778, 1e-3),
        RecordedConditioning(hundredths: 40, 9.5e4, 0.1e4, 2.778, 1e-3),
        RecordedConditioning(hundredths: 49, 8.5e5, 0.1e5, 3.845, 1e-3),
        RecordedConditioning(hundredths: 50, 3.1e6, 0.1e6, 4, 1e-9),
        RecordedConditioning(hundredths: 51, 8.1e7, 0.1e7, 670, 1),
        RecordedConditioning(hundredths: 60, 2e27, 1e27, 1.4e23, 0.1e23),
        RecordedConditioning(hundredths: 75, 4e65, 1e65, 6e61, 1e61),
    ]

    var description: String { "f = \(fraction)" }

    private init(
        hundredths: Int, _ condition: Double, _ conditionUnit: Double, _ weight: Double, _ weightUnit: Double
    ) {
        fraction = Rational(hundredths) / 100
        (self.condition, self.conditionUnit) = (condition, conditionUnit)
        (self.weight, self.weightUnit) = (weight, weightUnit)
    }
}
