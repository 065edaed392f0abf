internal import Exact
internal import Networks

/// The slopes of ReLU at a point: quotients on both sides, with a step small enough to stay on the point's side of 0,
/// and the library's derivative.
struct ReLUSlopes {
    /// (σ(s) − σ(s − h))/h.
    let left: Rational
    /// (σ(s + h) − σ(s))/h.
    let right: Rational
    /// The derivative that the library takes.
    let library: Rational

    init(at s: Rational) {
        let step = s.isZero ? Rational.one : s.magnitude / 2
        func value(_ u: Rational) -> Rational { Activation.relu.value(at: u) }
        left = (value(s) - value(s - step)) / step
        right = (value(s + step) - value(s)) / step
        library = Activation.relu.derivative(at: s, activation: value(s))
    }

    /// Whether the derivative exists and the library returns it.
    var isDerivative: Bool { left == library && right == library }
}
