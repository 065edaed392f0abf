import Exact

/// A rational number and its derivative by one parameter.
struct Dual {
    var value: Rational
    var slope: Rational

    init(_ value: Rational, slope: Rational = .zero) { (self.value, self.slope) = (value, slope) }

    static func + (a: Dual, b: Dual) -> Dual { Dual(a.value + b.value, slope: a.slope + b.slope) }
    static func * (a: Dual, b: Dual) -> Dual { Dual(a.value * b.value, slope: a.slope * b.value + a.value * b.slope) }
}
