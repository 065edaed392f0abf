internal import Exact

/// The figures of theorem T3: condition number and largest weight of the last layer with each kink at the fraction f of
/// its gap.
public struct FractionConditioning: Sendable, Hashable, Codable {
    /// The length n of the steps, and the number of units.
    public let length: Int
    /// The exact fraction f as text, such as "1/4".
    public let fraction: String
    /// The fraction f.
    public let value: Double
    /// Whether errors die out from gap to gap: f < ½.
    public let isStable: Bool
    /// κ(A2) with codes θ and w2 = 1; nil beyond the largest `Double`.
    public let condition: ConditionNumber?
    /// The closed form for κ(A2), ``ConditioningLaw/activations(length:fraction:)``; nil beyond the largest `Double`.
    public let law: Double?
    /// max|W3| of the exact last layer for amplitude 1; nil beyond the largest `Double`.
    public let largestWeight: Double?

    /// Measures the fraction at a length of at least 1.
    ///
    /// - Complexity: O(n³), and O(n) operations on rational numbers of O(n) bits.
    public init(_ fraction: KinkFraction, length n: Int) {
        length = n
        self.fraction = fraction.fraction.description
        value = fraction.fraction.doubleValue
        isStable = fraction.isStable
        condition = fraction.condition(length: n)
        let law = ConditioningLaw.activations(length: n, fraction: value)
        self.law = law.isFinite ? law : nil
        let weight = fraction.largestWeight(length: n).doubleValue
        largestWeight = weight.isFinite ? weight : nil
    }
}
