public import Exact

extension Rational: Scalar {
    /// The number that the bits of `value` denote; it must be finite.
    public init(_ value: Double) {
        guard let number = Rational(exactly: value) else {
            preconditionFailure("an infinity or a NaN is not a rational number")
        }
        self = number
    }

    /// True.
    public var isFinite: Bool { true }

    /// False: exact arithmetic serves piecewise-linear networks and rational losses.
    public static var hasTranscendentals: Bool { false }

    /// Not available.
    public static func exponential(_ x: Rational) -> Rational { preconditionFailure("exp is not rational") }

    /// Not available.
    public static func logarithmOfOnePlus(_ x: Rational) -> Rational { preconditionFailure("log is not rational") }

    /// Not available.
    public static func hyperbolicTangent(_ x: Rational) -> Rational { preconditionFailure("tanh is not rational") }
}
