/// The function that a layer applies to each of its preactivations.
///
/// The derivative of ``relu`` and ``leakyReLU(slope:)`` at 0 is the one from the left (0 and the slope): the papers'
/// `max(0, sign(s))` and PyTorch's convention. A NaN passes through every activation.
public enum Activation: Sendable, Hashable {
    /// a = u.
    case identity
    /// a = max(0, u).
    case relu
    /// a = u for u > 0, slope · u otherwise; 0 ≤ slope.
    case leakyReLU(slope: Double)
    /// a = 1 / (1 + exp(−u)).
    case sigmoid
    /// a = tanh(u).
    case tanh
    /// a = log(1 + exp(u)).
    case softplus
    /// a = 1 for u ≥ 1, 0 otherwise (Elementary response, equation 2). Its derivative is 0 wherever it exists.
    case hardThreshold

    /// Whether the activation is piecewise linear with finitely many pieces, so that exact arithmetic can serve it.
    public var isPiecewiseLinear: Bool {
        switch self {
        case .identity, .relu, .leakyReLU, .hardThreshold: true
        case .sigmoid, .tanh, .softplus: false
        }
    }

    /// The slope left of 0 of a function that is linear on either side of 0 with slope 1 on the right; else nil.
    public var negativeSlope: Double? {
        switch self {
        case .identity: 1
        case .relu: 0
        case .leakyReLU(let slope): slope
        case .sigmoid, .tanh, .softplus, .hardThreshold: nil
        }
    }

    /// The activation a of the preactivation `u`.
    ///
    /// The sigmoid is evaluated as 1/(1 + e) or e/(1 + e) with e = exp(−|u|), the softplus as max(u, 0) + log1p(e), so
    /// that neither overflows.
    public func value<S: Scalar>(at u: S) -> S {
        switch self {
        case .identity:
            return u
        case .relu:
            return u <= 0 ? 0 : u
        case .leakyReLU(let slope):
            return u <= 0 ? S(slope) * u : u
        case .sigmoid:
            let e = S.exponential(u < 0 ? u : -u)
            return u < 0 ? e / (1 + e) : 1 / (1 + e)
        case .tanh:
            return S.hyperbolicTangent(u)
        case .softplus:
            let e = S.exponential(u < 0 ? u : -u)
            return (u <= 0 ? 0 : u) + S.logarithmOfOnePlus(e)
        case .hardThreshold:
            return u >= 1 ? 1 : (u < 1 ? 0 : u)
        }
    }

    /// The derivative ∂a/∂u at the preactivation `u`, where `a` is ``value(at:)`` of `u`.
    public func derivative<S: Scalar>(at u: S, activation a: S) -> S {
        switch self {
        case .identity:
            return 1
        case .relu:
            return u > 0 ? 1 : 0
        case .leakyReLU(let slope):
            return u > 0 ? 1 : S(slope)
        case .sigmoid:
            return a * (1 - a)
        case .tanh:
            return 1 - a * a
        case .softplus:
            return Activation.sigmoid.value(at: u)
        case .hardThreshold:
            return 0
        }
    }
}

extension Activation {
    /// The names that ``init(name:leakySlope:)`` knows.
    public static let names = ["identity", "relu", "leakyReLU", "sigmoid", "tanh", "softplus", "hardThreshold"]

    /// The activation with a name; nil for an unknown one, and for a slope that is negative or not finite.
    public init?(name: String, leakySlope: Double = 0.01) {
        switch name {
        case "identity": self = .identity
        case "relu": self = .relu
        case "leakyReLU":
            guard leakySlope >= 0, leakySlope.isFinite else { return nil }
            self = .leakyReLU(slope: leakySlope)
        case "sigmoid": self = .sigmoid
        case "tanh": self = .tanh
        case "softplus": self = .softplus
        case "hardThreshold": self = .hardThreshold
        default: return nil
        }
    }
}

extension Activation: CustomStringConvertible {
    /// The name that specs and model files use: "relu", "leakyReLU(0.01)", …
    public var description: String {
        switch self {
        case .identity: "identity"
        case .relu: "relu"
        case .leakyReLU(let slope): "leakyReLU(\(slope))"
        case .sigmoid: "sigmoid"
        case .tanh: "tanh"
        case .softplus: "softplus"
        case .hardThreshold: "hardThreshold"
        }
    }
}
