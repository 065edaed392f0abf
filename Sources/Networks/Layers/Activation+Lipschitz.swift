extension Activation {
    /// The least L with |a(u) − a(v)| ≤ L |u − v| for all u and v; nil for ``hardThreshold``, which has a jump.
    ///
    /// 1 for identity, ReLU, tanh and softplus, max(1, slope) for leaky ReLU, ¼ for the sigmoid, whose derivative σ(1 − σ) is largest at 0.
    public var lipschitzConstant: Double? {
        switch self {
        case .identity, .relu, .tanh, .softplus: 1
        case .leakyReLU(let slope): Swift.max(1, slope)
        case .sigmoid: 0.25
        case .hardThreshold: nil
        }
    }

    /// The least L with |a'(u) − a'(v)| ≤ L |u − v| for all u and v; nil where the derivative has a jump.
    ///
    /// The largest value of |a″|: 0 for the identity, ¼ for softplus (at 0), 1/(6√3) for the sigmoid (at u = ±log(2 + √3)), and 4/(3√3)
    /// for tanh (where tanh² = ⅓). The derivatives of ReLU and of a leaky ReLU jump at 0, unless its slope is 1.
    ///
    /// - Note: Source: MFNN, Homework 3, problem 5 (b), whose bound for softplus, ½, is not the best.
    public var derivativeLipschitzConstant: Double? {
        switch self {
        case .identity: 0
        case .leakyReLU(let slope): slope == 1 ? 0 : nil
        case .sigmoid: 1 / (6 * 3.0.squareRoot())
        case .tanh: 4 / (3 * 3.0.squareRoot())
        case .softplus: 0.25
        case .relu, .hardThreshold: nil
        }
    }
}
