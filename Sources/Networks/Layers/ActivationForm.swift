public import Diagnostics
import Foundation

/// An activation in the form of a library: one that ``Activation`` has no case for, or one of those with another
/// derivative at a kink, another width, or a threshold.
///
/// | kind | a | a′ at the kinks, unless said otherwise |
/// |---|---|---|
/// | ``Kind/relu`` | max(0, u) | 0 |
/// | ``Kind/leakyReLU`` | u for u > 0, slope · u otherwise | the slope |
/// | ``Kind/relu6`` | min(max(0, u), 6) | 0 at 0 and at 6 |
/// | ``Kind/hardTanh`` | min(max(−1, u), 1) | 0 at −1 and at 1 |
/// | ``Kind/hardSigmoid`` | min(max(0, slope · u + ½), 1) | 0 where it reaches 0 and 1 |
/// | ``Kind/softplus`` | log(1 + exp(β u)) / β, and u where β u > threshold | – |
/// | ``Kind/elu`` | u for u > 0, α (exp(u) − 1) otherwise | α |
/// | ``Kind/celu`` | u for u > 0, α (exp(u / α) − 1) otherwise | 1 |
/// | ``Kind/silu`` | u σ(u) | – |
/// | ``Kind/gelu`` | u Φ(u), Φ the normal distribution | – |
/// | ``Kind/geluTanh`` | ½ u (1 + tanh(√(2/π) (u + 0.044715 u³))) | – |
///
/// A NaN passes through. The dense path and the reference compute with it; the sweep has the cases of ``Activation``.
///
/// Source: runs of the libraries; `Tests/Dialects` holds their numbers.
public struct ActivationForm: Sendable, Hashable {
    /// Which function.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// max(0, u).
        case relu
        /// u on the right of 0, a slope times u on the left.
        case leakyReLU
        /// max(0, u) up to 6.
        case relu6
        /// u cut at −1 and 1.
        case hardTanh
        /// A line cut at 0 and 1.
        case hardSigmoid
        /// log(1 + exp(u)).
        case softplus
        /// exp(u) − 1 on the left of 0.
        case elu
        /// The same, stretched so that it is smooth at 0.
        case celu
        /// u σ(u).
        case silu
        /// u Φ(u).
        case gelu
        /// Its approximation by a hyperbolic tangent.
        case geluTanh
    }

    /// A number of a form.
    public struct Parameter: Sendable, Hashable {
        /// The name that specs use.
        public let name: String
        /// Its value where none is given; nil for one that then follows another, or does not act.
        public let standard: Double?
        /// The numbers that it may be.
        public let range: NumberRange
        /// What it is, as a sentence.
        public let summary: String
    }

    /// Which function.
    public let kind: Kind
    // The numbers of the kind's parameters, in their order.
    private let first: Double
    private let second: Double
    private let third: Double

    /// A form with the standard values for what is not given; names that the kind does not have are ignored.
    public init(_ kind: Kind, _ given: [String: Double] = [:]) {
        self.kind = kind
        var values: [Double] = []
        for parameter in kind.parameters {
            values.append(given[parameter.name] ?? parameter.standard ?? kind.follows(values))
        }
        func value(_ index: Int) -> Double { index < values.count ? values[index] : 0 }
        (first, second, third) = (value(0), value(1), value(2))
    }

    /// The values by the names of the parameters, those left out that have their standard value.
    public var values: [(name: String, value: Double)] {
        zip(kind.parameters, [first, second, third]).enumerated().compactMap { index, pair in
            let (parameter, value) = pair
            let standard = parameter.standard ?? kind.follows(Array([first, second, third].prefix(index)))
            return value == standard ? nil : (parameter.name, value)
        }
    }

    /// The case of ``Activation`` with the same values; nil where there is none.
    ///
    /// It may have other derivatives at kinks.
    public var plain: Activation? {
        switch kind {
        case .relu: .relu
        case .leakyReLU: .leakyReLU(slope: first)
        case .hardTanh: .hardTanh
        case .softplus: first == 1 && second == .infinity ? .softplus : nil
        case .relu6, .hardSigmoid, .elu, .celu, .silu, .gelu, .geluTanh: nil
        }
    }

    /// Whether the values and the derivatives everywhere are those of ``plain``.
    fileprivate var isPlain: Bool {
        switch kind {
        case .relu: first == 0
        case .leakyReLU: second == first
        case .hardTanh: first == 0 && second == 0
        case .softplus: plain != nil
        case .relu6, .hardSigmoid, .elu, .celu, .silu, .gelu, .geluTanh: false
        }
    }

    /// The preactivations at which the derivative jumps.
    public var kinks: [Double] {
        switch kind {
        case .relu, .leakyReLU: [0]
        case .relu6: [0, 6]
        case .hardTanh: [-1, 1]
        case .hardSigmoid: [-0.5 / first, 0.5 / first]
        case .elu: first == 1 ? [] : [0]
        case .softplus, .celu, .silu, .gelu, .geluTanh: []
        }
    }

    /// The values that the function can have, the ends included; any where α is out of range.
    public var range: ClosedRange<Double> {
        switch kind {
        case .relu, .softplus: 0 ... .infinity
        case .leakyReLU: -.infinity ... .infinity
        case .relu6: 0...6
        case .hardTanh: -1...1
        case .hardSigmoid: 0...1
        case .elu, .celu: (first >= 0 ? -first : -.infinity) ... .infinity
        case .silu, .gelu, .geluTanh: -1 ... .infinity
        }
    }

    /// Whether the function never falls.
    ///
    /// A softplus with a threshold t falls by log(1 + exp(−t)) / β where β u passes t.
    public var isMonotone: Bool {
        switch kind {
        case .relu, .leakyReLU, .relu6, .hardTanh, .hardSigmoid, .elu, .celu: true
        case .softplus: second == .infinity
        case .silu, .gelu, .geluTanh: false
        }
    }

    /// The number below which the function and its derivative are 0; nil where there is none.
    public var silentBelow: Double? {
        switch kind {
        case .relu, .relu6: 0
        case .leakyReLU, .elu: first == 0 ? 0 : nil
        case .hardSigmoid: -0.5 / first
        case .hardTanh, .softplus, .celu, .silu, .gelu, .geluTanh: nil
        }
    }

    /// How far a computed value of a function that never falls may be from the one in real numbers: in units of ε, the
    /// distance from 1 to the next number, beyond a share of 16 ε of the value itself.
    ///
    /// With r = ε/2 for each rounding:
    ///
    /// - Hard sigmoid: where it is not cut, |slope · u| ≤ ½; slope, product and sum are rounded, by r/2, r/2
    ///   and r at most. So the error is at most ε (1 + ε), also just beyond the ends. 2 is safe.
    /// - Softplus with β ≠ 1: β and β u are rounded, so that the argument x is off by 2 r |x|. Where x < 0 that moves
    ///   log(1 + exp(x)) by at most |x| exp(x)/(1 + exp(x)) · ε < 0.28 ε, which is divided by β; where x ≥ 0 by less
    ///   than ε of the value. 1/β is safe.
    /// - Others that never fall: each operation keeps the share.
    public var absoluteRounding: Double {
        switch kind {
        case .hardSigmoid: 2
        case .softplus: first == 1 ? 0 : 1 / first
        case .relu, .leakyReLU, .relu6, .hardTanh, .elu, .celu, .silu, .gelu, .geluTanh: 0
        }
    }

    /// The least L with |a(u) − a(v)| ≤ L |u − v| for all u and v; nil where it is not known.
    var lipschitzConstant: Double? {
        switch kind {
        case .relu, .relu6, .hardTanh, .celu: 1
        case .leakyReLU, .elu: max(1, first)
        case .hardSigmoid: first
        case .softplus: second == .infinity ? 1 : nil
        case .silu, .gelu, .geluTanh: nil
        }
    }
}

extension ActivationForm.Kind {
    /// The parameters, in the order of a form's numbers.
    public var parameters: [ActivationForm.Parameter] {
        func parameter(
            _ name: String, _ standard: Double?, _ range: NumberRange, _ summary: String
        ) -> ActivationForm.Parameter {
            ActivationForm.Parameter(name: name, standard: standard, range: range, summary: summary)
        }
        func slope(_ place: String, _ standard: Double? = 0) -> ActivationForm.Parameter {
            parameter("slopeAt\(place)", standard, .finite, "The derivative where the slopes meet.")
        }
        let ends = [slope("LowerKink"), slope("UpperKink")]
        // Of numbers that divide, none may be subnormal.
        let divisor = NumberRange(from: 1e-6, through: 1e6)
        switch self {
        case .relu: return [slope("Kink")]
        case .leakyReLU:
            return [
                parameter("slope", 0.01, NumberRange(from: 0), "The slope below 0."),
                slope("Kink", nil),
            ]
        case .relu6, .hardTanh: return ends
        case .hardSigmoid: return [parameter("slope", 1.0 / 6, divisor, "The slope at 0.")] + ends
        case .softplus:
            return [
                parameter("beta", 1, divisor, "β in log(1 + exp(β u)) / β."),
                parameter(
                    "threshold", nil, NumberRange(from: 0),
                    "The function is u where β u is above this; without it, nowhere."),
            ]
        case .elu:
            return [parameter("alpha", 1, NumberRange(from: 0), "α: the least value is −α."), slope("Kink", nil)]
        case .celu: return [parameter("alpha", 1, divisor, "α: the least value is −α."), slope("Kink", 1)]
        case .silu, .gelu, .geluTanh: return []
        }
    }

    /// What a parameter without a standard value is, after the values before it.
    fileprivate func follows(_ values: [Double]) -> Double { self == .softplus ? .infinity : values.first ?? 0 }
}

extension ActivationForm: ActivationFunction {
    /// "relu6".
    public var name: String { kind.rawValue }

    /// What is out of range, and what would be right.
    public var problem: String? {
        for (parameter, value) in zip(kind.parameters, [first, second, third]) where !parameter.range.contains(value) {
            // A softplus without a threshold has one that nothing reaches.
            if kind == .softplus, parameter.standard == nil, value == .infinity { continue }
            return "\(name): \(parameter.name) \(NumberText.exact(value)): expected \(parameter.range)"
        }
        return nil
    }

    /// Whether value and derivative are rational where the preactivation is.
    public var isRational: Bool {
        switch kind {
        case .relu, .leakyReLU, .relu6, .hardTanh, .hardSigmoid: true
        case .softplus, .elu, .celu, .silu, .gelu, .geluTanh: false
        }
    }

    /// Whether a unit is 0 with derivative 0 for every preactivation below some number: see ``silentBelow``.
    public var canDie: Bool { silentBelow != nil }

    /// The activation a of the preactivation `u`.
    public func value<S: Scalar>(at u: S) -> S {
        switch kind {
        case .relu: return u <= 0 ? 0 : u
        case .leakyReLU: return u <= 0 ? S(first) * u : u
        case .relu6: return u < 0 ? 0 : u > 6 ? 6 : u
        case .hardTanh: return u < -1 ? -1 : u > 1 ? 1 : u
        case .hardSigmoid:
            let a = S(first) * u + S(0.5)
            return a < 0 ? 0 : a > 1 ? 1 : a
        case .softplus: return S(first) * u > S(second) ? u : S.softplus(S(first) * u) / S(first)
        case .elu: return u > 0 ? u : S(first) * S(expm1(u.doubleValue))
        case .celu: return u > 0 ? u : S(first) * S(expm1((u / S(first)).doubleValue))
        case .silu: return u * S.sigmoid(u)
        case .gelu: return u * S(Self.normal(u.doubleValue))
        case .geluTanh: return u * (1 + S.hyperbolicTangent(Self.argument(u))) / 2
        }
    }

    /// The derivative ∂a/∂u at the preactivation `u`.
    public func derivative<S: Scalar>(at u: S, activation a: S) -> S {
        switch kind {
        case .relu: return u > 0 ? 1 : u == 0 ? S(first) : 0
        case .leakyReLU: return u > 0 ? 1 : u == 0 ? S(second) : S(first)
        case .relu6: return cut(u, from: 0, to: 6, slope: 1, atLower: first, atUpper: second)
        case .hardTanh: return cut(u, from: -1, to: 1, slope: 1, atLower: first, atUpper: second)
        case .hardSigmoid:
            return cut(
                u, from: S(-0.5 / first), to: S(0.5 / first), slope: S(first), atLower: second, atUpper: third)
        case .softplus: return S(first) * u > S(second) ? 1 : S.sigmoid(S(first) * u)
        case .elu: return u > 0 ? 1 : u == 0 ? S(second) : S(first) * S.exponential(u)
        case .celu: return u > 0 ? 1 : u == 0 ? S(second) : S.exponential(u / S(first))
        case .silu:
            let sigmoid = S.sigmoid(u)
            return sigmoid * (1 + u * (1 - sigmoid))
        case .gelu:
            let x = u.doubleValue
            return S(Self.normal(x) + x * exp(-x * x / 2) / (2 * Double.pi).squareRoot())
        case .geluTanh:
            let t = S.hyperbolicTangent(Self.argument(u))
            let inner = S(Self.root) * (1 + S(3 * 0.044715) * u * u)
            return (1 + t) / 2 + u * (1 - t * t) * inner / 2
        }
    }

    /// The derivative of a line that is cut at both ends.
    private func cut<S: Scalar>(
        _ u: S, from lower: S, to upper: S, slope: S, atLower: Double, atUpper: Double
    ) -> S {
        if u == lower { return S(atLower) }
        if u == upper { return S(atUpper) }
        return u > lower && u < upper ? slope : 0
    }

    /// Φ(x).
    private static func normal(_ x: Double) -> Double { erfc(-x / 2.0.squareRoot()) / 2 }

    private static let root = (2 / Double.pi).squareRoot()

    private static func argument<S: Scalar>(_ u: S) -> S { S(root) * (u + S(0.044715) * u * u * u) }
}

extension ActivationForm: LosslessStringConvertible {
    /// "relu6(slopeAtUpperKink=1)", as model files have it.
    public var description: String {
        let pairs = values.map { "\($0.name)=\(NumberText.plain($0.value))" }
        return pairs.isEmpty ? name : "\(name)(\(pairs.joined(separator: ",")))"
    }

    /// The form with a ``description``; nil for another text.
    public init?(_ description: String) {
        let parts = description.split(separator: "(", maxSplits: 1, omittingEmptySubsequences: false)
        guard let kind = Kind(rawValue: String(parts[0])) else { return nil }
        var given: [String: Double] = [:]
        if parts.count > 1 {
            guard parts[1].hasSuffix(")") else { return nil }
            for pair in parts[1].dropLast().split(separator: ",", omittingEmptySubsequences: false) {
                let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard sides.count == 2, kind.parameters.contains(where: { $0.name == sides[0] }),
                    let value = Double(sides[1]), value.isFinite,
                    given.updateValue(value, forKey: String(sides[0])) == nil
                else { return nil }
            }
        }
        self.init(kind, given)
        guard problem == nil else { return nil }
    }
}

extension Activation {
    /// The activation of a form: the case of its own where there is one with the same derivatives.
    public init(_ form: ActivationForm) { self = form.isPlain ? form.plain ?? .form(form) : .form(form) }

    /// Whether the function is code of the caller's.
    var isCustom: Bool {
        if case .custom = self { return true }
        return false
    }
}
