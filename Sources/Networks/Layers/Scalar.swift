import Foundation

/// A number that networks compute with.
///
/// The reference (``Backpropagation``) is written once over this protocol. `Float` and `Double` conform here; an exact
/// field can conform too: it sets ``hasTranscendentals`` to false and then serves piecewise-linear networks only.
public protocol Scalar: SignedNumeric, Comparable, Hashable, Sendable {
    /// The value nearest to `value`; exact where the scalar can represent it.
    init(_ value: Double)

    /// The value nearest to `value`; exact where the scalar can represent it.
    init(_ value: Int)

    /// The nearest `Double`.
    var doubleValue: Double { get }

    /// Whether the value is a number: neither infinite nor NaN.
    var isFinite: Bool { get }

    /// The quotient, rounded to nearest where the scalar rounds.
    static func / (dividend: Self, divisor: Self) -> Self

    /// Whether ``exponential(_:)`` and the other transcendental functions may be called.
    static var hasTranscendentals: Bool { get }

    /// exp(x).
    static func exponential(_ x: Self) -> Self

    /// log(1 + x), accurate near 0.
    static func logarithmOfOnePlus(_ x: Self) -> Self

    /// tanh(x).
    static func hyperbolicTangent(_ x: Self) -> Self

    /// 1 / (1 + exp(−x)); by default 1 / (1 + e) or e / (1 + e) with e = exp(−|x|), which does not overflow.
    static func sigmoid(_ x: Self) -> Self

    /// log(1 + exp(x)); by default max(x, 0) + log(1 + exp(−|x|)), which does not overflow.
    static func softplus(_ x: Self) -> Self
}

extension Scalar {
    /// 1 / (1 + e) or e / (1 + e) with e = exp(−|x|).
    public static func sigmoid(_ x: Self) -> Self {
        let e = exponential(x < 0 ? x : -x)
        return x < 0 ? e / (1 + e) : 1 / (1 + e)
    }

    /// max(x, 0) + log(1 + exp(−|x|)).
    public static func softplus(_ x: Self) -> Self {
        (x <= 0 ? 0 : x) + logarithmOfOnePlus(exponential(x < 0 ? x : -x))
    }
}

extension Double: Scalar {
    /// The value itself.
    public var doubleValue: Double { self }

    /// True: every activation and loss is available.
    public static var hasTranscendentals: Bool { true }

    /// exp(x), by the C library.
    public static func exponential(_ x: Double) -> Double { exp(x) }

    /// log(1 + x), by the C library.
    public static func logarithmOfOnePlus(_ x: Double) -> Double { log1p(x) }

    /// tanh(x), by the C library.
    public static func hyperbolicTangent(_ x: Double) -> Double { tanh(x) }
}

extension Float: Scalar {
    /// The same value as a `Double`: exact.
    public var doubleValue: Double { Double(self) }

    /// True: every activation and loss is available.
    public static var hasTranscendentals: Bool { true }

    /// log(1 + x), by the C library.
    public static func logarithmOfOnePlus(_ x: Float) -> Float { log1p(x) }
}
