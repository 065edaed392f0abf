public import Exact

/// The function z ↦ slope·z + intercept, exactly.
public struct AffineForm: Sendable, Hashable {
    /// The derivative with respect to z.
    public var slope: Rational
    /// The value at z = 0.
    public var intercept: Rational

    /// Creates a function from its slope and intercept.
    public init(slope: Rational, intercept: Rational) {
        self.slope = slope
        self.intercept = intercept
    }

    /// The function 0.
    public static let zero = AffineForm(slope: .zero, intercept: .zero)

    /// The value at z.
    public func callAsFunction(_ z: Rational) -> Rational { slope * z + intercept }

    /// The one z at which the value is `value`; nil for a constant function.
    public func argument(of value: Rational) -> Rational? {
        slope.isZero ? nil : (value - intercept) / slope
    }

    /// The sign of the value just right of z; for nil, far to the left.
    func sign(rightOf z: Rational?) -> Int {
        guard let z else { return slope.isZero ? intercept.signum : -slope.signum }
        let value = self(z).signum
        return value != 0 ? value : slope.signum
    }

    func scaled(by factor: Rational) -> AffineForm {
        AffineForm(slope: slope * factor, intercept: intercept * factor)
    }

    /// Adds factor·other.
    mutating func add(_ factor: Rational, times other: AffineForm) {
        if !other.slope.isZero { slope += factor * other.slope }
        if !other.intercept.isZero { intercept += factor * other.intercept }
    }

    func minus(_ other: AffineForm) -> AffineForm {
        AffineForm(slope: slope - other.slope, intercept: intercept - other.intercept)
    }
}
