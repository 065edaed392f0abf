internal import Exact
internal import Networks

/// One leaky unit u σ(a x + b) with a x + b < 0, in rationals, on one sample.
struct LeakyCase: CustomStringConvertible {
    let a: Rational
    let b: Rational
    let u: Rational
    let x: Rational
    /// The slope α, a binary fraction.
    let slope: Rational

    /// Draws a unit whose preactivation is negative both at x and at 0.
    init(_ random: inout RationalDraws) {
        (a, u, x) = (random.rational(), random.rational(), random.rational())
        b = -(a * x).magnitude - random.positive()
        slope = Rational(mantissa: random.integer(in: 1...7), exponent: -4)
    }

    private init(a: Rational, b: Rational, u: Rational, x: Rational, slope: Rational) {
        (self.a, self.b, self.u, self.x, self.slope) = (a, b, u, x, slope)
    }

    var description: String { "α = \(slope), a = \(a), b = \(b), u = \(u), x = \(x)" }
    func at(_ x: Rational) -> LeakyCase { LeakyCase(a: a, b: b, u: u, x: x, slope: slope) }
    func withOutgoing(_ u: Rational) -> LeakyCase { LeakyCase(a: a, b: b, u: u, x: x, slope: slope) }
    func withSlope(_ slope: Rational) -> LeakyCase { LeakyCase(a: a, b: b, u: u, x: x, slope: slope) }

    /// l' times the derivatives of f, by the library: those of ½ (f − y)² with y = f − l'.
    func gradient(lossSlope: Rational = .one) throws -> (a: Rational, b: Rational, u: Rational) {
        let units = HiddenUnits(a: [a], b: [b], u: [u], activation: .leakyReLU(slope: slope.doubleValue))
        let output = u * slope * (a * x + b)
        let gradient = try units.gradient(on: [x], targets: [output - lossSlope])
        return (gradient.a[0], gradient.b[0], gradient.u[0])
    }
}
