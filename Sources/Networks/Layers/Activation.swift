internal import Diagnostics

/// The function that a layer applies to each of its preactivations.
///
/// The derivative of ``relu`` and ``leakyReLU(slope:)`` at 0 is the one from the left (0 and the slope): the papers'
/// `max(0, sign(u))` and PyTorch's convention. A NaN passes through every activation.
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
    /// a = −1 for u ≤ −1, u between, 1 for u ≥ 1; its derivative is 0 at −1 and at 1, as in PyTorch.
    case hardTanh
    /// One of a library's: `Activation(ActivationForm(.relu6))`.
    case form(ActivationForm)
    /// A function of your own: `Activation(Swish())`.
    ///
    /// The dense path and the reference compute with it. No spec and no proof can: these know the other cases only.
    case custom(CustomActivation)

    /// The activation a of the preactivation `u`.
    ///
    /// Sigmoid, tanh and softplus are those of the scalar: ``Scalar/sigmoid(_:)`` and its neighbours.
    public func value<S: Scalar>(at u: S) -> S {
        switch self {
        case .identity:
            return u
        case .relu:
            return u <= 0 ? 0 : u
        case .leakyReLU(let slope):
            return u <= 0 ? S(slope) * u : u
        case .sigmoid:
            return S.sigmoid(u)
        case .tanh:
            return S.hyperbolicTangent(u)
        case .softplus:
            return S.softplus(u)
        case .hardThreshold:
            return u >= 1 ? 1 : (u < 1 ? 0 : u)
        case .hardTanh:
            return u < -1 ? -1 : (u > 1 ? 1 : u)
        case .form(let form):
            return form.value(at: u)
        case .custom(let custom):
            return custom.function.value(at: u)
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
            return S.sigmoid(u)
        case .hardThreshold:
            return 0
        case .hardTanh:
            return u > -1 && u < 1 ? 1 : 0
        case .form(let form):
            return form.derivative(at: u, activation: a)
        case .custom(let custom):
            return custom.function.derivative(at: u, activation: a)
        }
    }
}

extension Activation {
    /// Every built-in activation, those with parameters with their standard values.
    public static let standard: [Activation] =
        [.identity, .relu, .leakyReLU(slope: 0.01), .sigmoid, .tanh, .softplus, .hardThreshold, .hardTanh]
        + ActivationForm.Kind.allCases.map { Activation(ActivationForm($0)) }.filter {
            if case .form = $0 { true } else { false }
        }

    /// The names of all built-in activations.
    public static let names = standard.map(\.name)

    /// The name that specs use, without a parameter; "custom(swish)" for one of your own.
    public var name: String {
        switch self {
        case .identity: "identity"
        case .relu: "relu"
        case .leakyReLU: "leakyReLU"
        case .sigmoid: "sigmoid"
        case .tanh: "tanh"
        case .softplus: "softplus"
        case .hardThreshold: "hardThreshold"
        case .hardTanh: "hardTanh"
        case .form(let form): form.name
        case .custom(let custom): custom.name
        }
    }

    /// The parameter of an activation that has one: the slope of a leaky ReLU.
    public var parameter: Double? {
        if case .leakyReLU(let slope) = self { return slope }
        return nil
    }

    /// What is wrong with the parameter, and what would be right; nil where it is in range.
    public var problem: String? {
        if case .custom(let custom) = self { return custom.function.problem.map { "\(custom.name): \($0)" } }
        if case .form(let form) = self { return form.problem }
        guard let parameter, !(parameter >= 0 && parameter.isFinite) else { return nil }
        return "a leaky slope of \(parameter): expected a number ≥ 0"
    }

    /// The activation with a name; nil for an unknown one, and for a parameter that is out of range.
    ///
    /// - Parameters:
    ///   - name: one of ``names``.
    ///   - parameter: the parameter of an activation that has one; nil for the standard value.
    public init?(name: String, parameter: Double? = nil) {
        guard let standard = Self.standard.first(where: { $0.name == name }) else { return nil }
        self = standard
        if let parameter, case .leakyReLU = standard { self = .leakyReLU(slope: parameter) }
        guard problem == nil else { return nil }
    }
}

extension Activation: LosslessStringConvertible {
    /// The name with the parameters, as model files have it: "relu", "leakyReLU(0.01)", "relu6(slopeAtUpperKink=1)", …
    public var description: String {
        if case .form(let form) = self { return form.description }
        return parameter.map { "\(name)(\(NumberText.plain($0)))" } ?? name
    }

    /// The activation with a ``description``; nil for another text.
    ///
    /// A name alone stands for the standard parameter.
    public init?(_ description: String) {
        guard let bracket = description.firstIndex(of: "(") else {
            self.init(name: description)
            return
        }
        if let form = ActivationForm(description) {
            self.init(form)
            return
        }
        guard description.hasSuffix(")"),
            let parameter = Double(description[description.index(after: bracket)...].dropLast())
        else { return nil }
        self.init(name: String(description[..<bracket]), parameter: parameter)
        guard self.parameter != nil else { return nil }
    }
}
