/// An interval of numbers: which values a key takes.
///
///     NumberRange(from: 0, below: 1).contains(0.5)     // true
public struct NumberRange: Sendable, Hashable, CustomStringConvertible {
    /// The lower end; −∞ where there is none.
    public let lower: Double
    /// The upper end; ∞ where there is none.
    public let upper: Double
    /// Whether the lower end is in the interval.
    public let includesLower: Bool
    /// Whether the upper end is in the interval.
    public let includesUpper: Bool

    private init(_ lower: Double, _ upper: Double, includesLower: Bool, includesUpper: Bool) {
        (self.lower, self.upper) = (lower, upper)
        (self.includesLower, self.includesUpper) = (includesLower, includesUpper)
    }

    /// Every finite number.
    public static let finite = NumberRange(-.infinity, .infinity, includesLower: false, includesUpper: false)

    /// lower ≤ x.
    public init(from lower: Double) {
        self.init(lower, .infinity, includesLower: true, includesUpper: false)
    }

    /// lower < x.
    public init(above lower: Double) {
        self.init(lower, .infinity, includesLower: false, includesUpper: false)
    }

    /// lower ≤ x ≤ upper.
    public init(from lower: Double, through upper: Double) {
        self.init(lower, upper, includesLower: true, includesUpper: true)
    }

    /// lower ≤ x < upper.
    public init(from lower: Double, below upper: Double) {
        self.init(lower, upper, includesLower: true, includesUpper: false)
    }

    /// lower < x ≤ upper.
    public init(above lower: Double, through upper: Double) {
        self.init(lower, upper, includesLower: false, includesUpper: true)
    }

    /// lower < x < upper.
    public init(above lower: Double, below upper: Double) {
        self.init(lower, upper, includesLower: false, includesUpper: false)
    }

    /// Whether a value is in the interval; false for NaN.
    public func contains(_ value: Double) -> Bool {
        (includesLower ? value >= lower : value > lower) && (includesUpper ? value <= upper : value < upper)
    }

    /// "a number from 0 to 1", "a number from 0 up to, but not including, 1", "a number above 0", "a number".
    public var description: String {
        let (low, high) = (Self.text(lower), Self.text(upper))
        switch (lower.isFinite, upper.isFinite) {
        case (false, false): return "a number"
        case (true, false): return includesLower ? "a number from \(low)" : "a number above \(low)"
        case (false, true): return includesUpper ? "a number up to \(high)" : "a number below \(high)"
        case (true, true) where lower == upper: return "the number \(low)"
        case (true, true):
            if includesLower {
                return "a number from \(low) \(includesUpper ? "to" : "up to, but not including,") \(high)"
            }
            return "a number above \(low) and \(includesUpper ? "up to" : "below") \(high)"
        }
    }

    private static func text(_ value: Double) -> String {
        NumberText.number(value)
    }
}
