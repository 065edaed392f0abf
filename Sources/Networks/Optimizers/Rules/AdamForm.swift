internal import Foundation

/// Adam or NAdam, in every form that libraries have.
///
/// m ← β₁ m + (1 − β₁) g; v ← β₂ v + (1 − β₂) g².
///
/// | | |
/// |---|---|
/// | Adam | w ← w − η m̂ / (√(v̂ + ε′) + ε), m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ) |
/// | without correction | m̂ = m, v̂ = v |
/// | ε before the correction | w ← w − η √(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / (√(v + ε′) + ε) |
/// | NAdam | w ← w − η ((1 − μₜ) / (1 − Πₜ) g + μₜ₊₁ / (1 − Πₜ₊₁) m) / (√(v̂ + ε′) + ε) |
/// | NAdam that does not correct ahead | the same with 1 − Πₜ in both places: timm's `NAdamW` |
///
/// Πₜ is the product of μ₁ to μₜ, and μₜ = β₁ (1 − ½ · 0.96^(t ψ)), or β₁ without a warm-up. ε′ is 0 but for some uses
/// of Optax.
///
/// Source: D. Kingma, J. Ba, Adam, ICLR 2015; T. Dozat, Incorporating Nesterov momentum into Adam, ICLR workshop 2016.
public struct AdamForm: Hashable, Sendable {
    /// Whether the rule is NAdam.
    public var isNesterov = false
    /// β₁.
    public var beta1 = 0.9
    /// β₂.
    public var beta2 = 0.999
    /// ε.
    public var epsilon = 1e-8
    /// ε′, inside the root.
    public var epsilonInRoot = 0.0
    /// Whether m and v are corrected for their start at 0.
    public var isCorrected = true
    /// Whether ε is added to the root before that is corrected.
    public var isEpsilonFirst = false
    /// The share of β₁ that NAdam's momentum lacks at first: ½, or 0 without a warm-up.
    public var momentumWarmUp = 0.5
    /// ψ, how fast the warm-up ends.
    public var momentumDecay = 0.004

    /// Whether NAdam divides m by 1 − Πₜ₊₁; otherwise it uses 1 − Πₜ in both places.
    public var correctsAhead = true

    /// Adam as its authors have it.
    public init() {}

    /// NAdam as PyTorch has it.
    public static var nadam: AdamForm {
        var form = AdamForm()
        form.isNesterov = true
        return form
    }

    /// μₜ.
    private func momentum(_ update: Int) -> Double {
        beta1 * (1 - momentumWarmUp * pow(0.96, Double(update) * momentumDecay))
    }
}

extension AdamForm: UpdateRule {
    /// "adam" or "nadam".
    public var name: String { isNesterov ? "nadam" : "adam" }

    /// 2: m and v.
    public var momentCount: Int { 2 }

    /// Coupled as in PyTorch, decoupled as in AdamW, or independent of the rate as in Chainer's.
    public var decayForms: [Optimizer.DecayForm] { [.coupled, .decoupled, .independent] }

    /// Πₜ for NAdam.
    public func statistics(rows: Int, columns: Int) -> [Matrix<Double>] {
        isNesterov ? [Matrix(rows: 1, columns: 1, elements: [1])] : []
    }

    /// Steps a tensor.
    public func step<S: KernelScalar>(_ tensor: inout ParameterTensor<S>) {
        let rate = tensor.learningRate
        let (keep1, take1, keep2, take2) = (S(beta1), S(1 - beta1), S(beta2), S(1 - beta2))
        let (epsilon, inner) = (S(epsilon), S(epsilonInRoot))
        let (t, hasInner) = (tensor.update, epsilonInRoot != 0)
        var first = isCorrected ? 1 / (1 - power(beta1, t)) : 1
        var root = isCorrected ? 1 / (1 - power(beta2, t)).squareRoot() : 1
        if isEpsilonFirst, !isNesterov { (first, root) = (first / root, 1) }
        let (scale, squared) = (S(root), S(root * root))
        var (ofGradient, ofMean) = (S(0), S(first))
        if isNesterov {
            let product = tensor.statistics[0].elements[0] * momentum(t)
            tensor.statistics[0] = Matrix(rows: 1, columns: 1, elements: [product])
            ofGradient = S((1 - momentum(t)) / (1 - product))
            ofMean = S(momentum(t + 1) / (1 - (correctsAhead ? product * momentum(t + 1) : product)))
        }
        for k in tensor.values.indices {
            let g = tensor.gradient[k]
            let mean = keep1 * tensor.moments[0][k] + take1 * g
            let squares = keep2 * tensor.moments[1][k] + (take2 * g) * g
            (tensor.moments[0][k], tensor.moments[1][k]) = (mean, squares)
            let size = hasInner ? (squares * squared + inner).squareRoot() : squares.squareRoot() * scale
            let step = isNesterov ? rate * (ofGradient * g + ofMean * mean) : (rate * ofMean) * mean
            tensor.values[k] = tensor.values[k] - step / (size + epsilon)
        }
    }
}

extension AdamForm: OptimizerRule {
    /// The usual form where there is one, whose step the kernels have.
    var rule: Optimizer.Rule {
        var usual = AdamForm()
        (usual.beta1, usual.beta2, usual.epsilon) = (beta1, beta2, epsilon)
        return self == usual ? .adam(beta1: beta1, beta2: beta2, epsilon: epsilon) : .adamForm(self)
    }

    var parameters: [RuleParameter] {
        var list: [RuleParameter] = [
            .fraction("beta1", beta1), .fraction("beta2", beta2), .positive("epsilon", epsilon),
            .nonNegative("epsilonInRoot", epsilonInRoot).omitted(at: .number(0)),
        ]
        if isNesterov {
            list += [
                RuleParameter.share("momentumWarmUp", momentumWarmUp),
                RuleParameter.nonNegative("momentumDecay", momentumDecay),
                RuleParameter.flag("correctsAhead", correctsAhead).omitted(at: .flag(true)),
            ]
        } else {
            list += [
                RuleParameter.flag("biasCorrection", isCorrected).omitted(at: .flag(true)),
                RuleParameter.flag("epsilonBeforeCorrection", isEpsilonFirst).omitted(at: .flag(false)),
            ]
        }
        return list
    }

    func with(_ given: RuleParameter.Values) -> Optimizer.Rule {
        var form = isNesterov ? AdamForm.nadam : AdamForm()
        form.beta1 = given.number("beta1") ?? form.beta1
        form.beta2 = given.number("beta2") ?? form.beta2
        form.epsilon = given.number("epsilon") ?? form.epsilon
        form.epsilonInRoot = given.number("epsilonInRoot") ?? 0
        form.isCorrected = given.flag("biasCorrection") ?? true
        form.isEpsilonFirst = given.flag("epsilonBeforeCorrection") ?? false
        form.momentumWarmUp = given.number("momentumWarmUp") ?? form.momentumWarmUp
        form.momentumDecay = given.number("momentumDecay") ?? form.momentumDecay
        form.correctsAhead = given.flag("correctsAhead") ?? true
        return form.rule
    }

    func statisticsCount<Element: Scalar>(for network: Network<Element>) -> Int {
        isNesterov ? network.trainedTensorCount : 0
    }
}
