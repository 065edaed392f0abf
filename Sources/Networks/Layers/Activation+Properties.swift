internal import Diagnostics

// What is known of each activation, for code that need not tell them apart.

extension Activation {
    /// Whether the activation is known to be piecewise linear with finitely many pieces, as proofs need it.
    ///
    /// False for one of your own: nothing is known of its pieces. Of a form it is true where the function is that of
    /// another case.
    public var isPiecewiseLinear: Bool {
        switch self {
        case .form(let form): form.plain?.isPiecewiseLinear == true
        case .identity, .relu, .leakyReLU, .hardThreshold, .hardTanh: true
        case .sigmoid, .tanh, .softplus, .custom: false
        }
    }

    /// Whether value and derivative are rational where the preactivation is, so that an exact scalar can serve.
    public var isRational: Bool {
        if case .form(let form) = self { return form.isRational }
        if case .custom(let custom) = self { return custom.function.isRational }
        return isPiecewiseLinear
    }

    /// The slope left of 0 of a function that is linear on either side of 0 with slope 1 on the right; else nil.
    public var negativeSlope: Double? {
        switch self {
        case .identity: 1
        case .relu: 0
        case .leakyReLU(let slope): slope
        case .form(let form): form.plain?.negativeSlope
        case .sigmoid, .tanh, .softplus, .hardThreshold, .hardTanh, .custom: nil
        }
    }

    /// The preactivations at which the derivative jumps: 0 for ReLU and leaky ReLU, ±1 for the hard tanh.
    ///
    /// A jump of the function itself, like that of the hard threshold at 1, does not count as one. None are known of an
    /// activation of your own.
    public var kinks: [Double] {
        switch self {
        case .relu, .leakyReLU: [0]
        case .hardTanh: [-1, 1]
        case .form(let form): form.kinks
        case .identity, .sigmoid, .tanh, .softplus, .hardThreshold, .custom: []
        }
    }

    /// Whether the function is known to have a jump.
    public var hasJump: Bool { self == .hardThreshold }

    /// Whether the derivative is known to be 0 wherever it exists, so that no gradient passes.
    public var isFlat: Bool { self == .hardThreshold }

    /// Whether a unit can be 0 with derivative 0 for every preactivation below some number: it can die.
    public var canDie: Bool {
        switch self {
        case .relu, .hardThreshold: true
        case .leakyReLU(let slope): slope == 0
        case .identity, .sigmoid, .tanh, .softplus, .hardTanh: false
        case .form(let form): form.canDie
        case .custom(let custom): custom.function.canDie
        }
    }

    /// The name in formulas, in plain text and in TeX: "σ" and `\sigma`.
    public var symbol: (text: String, tex: String) {
        switch self {
        case .identity: ("I", "I")
        case .relu: ("ReLU", #"\mathrm{ReLU}"#)
        case .leakyReLU(let slope):
            ("LeakyReLU[\(NumberText.exact(slope))]", #"\mathrm{LeakyReLU}_{\#(NumberText.plain(slope))}"#)
        case .sigmoid: ("σ", #"\sigma"#)
        case .tanh: ("tanh", #"\tanh"#)
        case .softplus: ("softplus", #"\mathrm{softplus}"#)
        case .hardThreshold: ("H", #"\mathrm{H}"#)
        case .hardTanh: ("hardtanh", #"\mathrm{hardtanh}"#)
        case .form(let form): (form.description, #"\mathrm{\#(form.name)}"#)
        case .custom(let custom):
            // Without what TeX takes for commands.
            (custom.function.name, #"\mathrm{\#(custom.function.name.filter { $0.isLetter || $0.isNumber })}"#)
        }
    }

    /// The least L with |a(u) − a(v)| ≤ L |u − v| for all u and v; nil for ``hardThreshold``, which has a jump, and
    /// where it is not known: for an activation of your own, and some forms.
    ///
    /// 1 for identity, ReLU, tanh, softplus and hard tanh, max(1, slope) for leaky ReLU, ¼ for the sigmoid, whose
    /// derivative σ(1 − σ) is largest at 0.
    public var lipschitzConstant: Double? {
        switch self {
        case .identity, .relu, .tanh, .softplus, .hardTanh: 1
        case .leakyReLU(let slope): Swift.max(1, slope)
        case .sigmoid: 0.25
        case .form(let form): form.lipschitzConstant
        case .hardThreshold, .custom: nil
        }
    }

    /// The least L with |a'(u) − a'(v)| ≤ L |u − v| for all u and v; nil where the derivative has a jump,
    /// and for an activation of your own, or a form.
    ///
    /// The largest value of |a″|: 0 for the identity, ¼ for softplus (at 0), 1/(6√3) for the sigmoid (at u = ±log(2 +
    /// √3)), and 4/(3√3) for tanh (where tanh² = ⅓). The derivatives of ReLU and of a leaky ReLU jump at 0, unless its
    /// slope is 1, that of the hard tanh at −1 and 1.
    ///
    /// - Note: Source: MFNN, Homework 3, problem 5 (b), whose bound for softplus, ½, is not the best.
    public var derivativeLipschitzConstant: Double? {
        switch self {
        case .identity: 0
        case .leakyReLU(let slope): slope == 1 ? 0 : nil
        case .sigmoid: 1 / (6 * 3.0.squareRoot())
        case .tanh: 4 / (3 * 3.0.squareRoot())
        case .softplus: 0.25
        case .relu, .hardThreshold, .hardTanh, .form, .custom: nil
        }
    }
}
