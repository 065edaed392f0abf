/// RMSProp or Adagrad, in every form that libraries have: a gradient over the root of what is kept of its squares.
///
/// | | |
/// |---|---|
/// | squares | v ← α v + (1 − α) g², or for Adagrad v ← v + g²; v is ``initialAccumulator`` at first |
/// | mean, where ``isCentred`` | m ← α m + (1 − α) g |
/// | correction, where ``isCorrected`` | v̂ = v / (1 − αᵗ), m̂ = m / (1 − αᵗ); else v̂ = v, m̂ = m |
/// | root | √s + ε, or √(s + ε) with ε inside; s = v̂, or v̂ − m̂² where centred |
/// | rate | η, or η / (1 + (t − 1) ``rateDecay``) |
/// | without momentum | w ← w − η g / root |
/// | with momentum | b ← μ b + (1 − τ) a; w ← w − η b, a = g / root; or w − b, a = η g / root with the rate inside |
/// | in Nesterov's form | the step is of μ b + a instead of b |
///
/// An entry without a gradient takes g / root = 0, also where the root is 0.
public struct RMSPropForm: Hashable, Sendable {
    /// Whether the squares are summed, as Adagrad does, instead of averaged.
    public var isSum = false
    /// α.
    public var decay = 0.99
    /// ε.
    public var epsilon = 1e-8
    /// Whether ε is added before the root is taken.
    public var isInsideRoot = false
    /// v at first.
    public var initialAccumulator = 0.0
    /// Whether the squares are of the deviation from the mean gradient.
    public var isCentred = false
    /// Whether v and m are corrected for a start at 0.
    public var isCorrected = false
    /// μ.
    public var momentum = 0.0
    /// τ, the share of a step that the momentum leaves out.
    public var dampening = 0.0
    /// Whether the step looks ahead of the momentum.
    public var isNesterov = false
    /// Whether the momentum holds the rate, and so keeps that of earlier updates.
    public var isRateInside = false
    /// How fast the rate falls with the updates.
    public var rateDecay = 0.0

    /// RMSProp as PyTorch has it.
    public init() {}

    /// Adagrad as its authors have it, but for ε = 1e-10.
    public static var adagrad: RMSPropForm {
        var form = RMSPropForm()
        (form.isSum, form.epsilon) = (true, 1e-10)
        return form
    }
}

extension RMSPropForm: UpdateRule {
    /// "rmsProp", or "adagrad" where the squares are summed.
    public var name: String { isSum ? "adagrad" : "rmsProp" }

    /// The squares, and where they are needed the mean and the momentum.
    public var momentCount: Int { 1 + (isCentred ? 1 : 0) + (momentum == 0 ? 0 : 1) }

    /// Decoupled first where ε is inside the root, as in Keras.
    public var decayForms: [Optimizer.DecayForm] {
        isInsideRoot && !isSum ? [.decoupled, .coupled] : [.coupled, .decoupled]
    }

    /// Steps a tensor.
    public func step<S: KernelScalar>(_ tensor: inout ParameterTensor<S>) {
        let (keep, take, epsilon) = (S(decay), S(1 - decay), S(epsilon))
        let (momentum, taken) = (S(self.momentum), S(1 - dampening))
        let rate =
            rateDecay == 0 ? tensor.learningRate : tensor.learningRate / S(1 + Double(tensor.update - 1) * rateDecay)
        let correction = S(isCorrected && !isSum ? 1 / (1 - power(decay, tensor.update)) : 1)
        let last = momentCount - 1
        let (start, isFirst) = (S(initialAccumulator), tensor.update == 1)
        for k in tensor.values.indices {
            let g = tensor.gradient[k]
            var squares = isFirst ? start : tensor.moments[0][k]
            squares = isSum ? squares + g * g : keep * squares + (take * g) * g
            tensor.moments[0][k] = squares
            var s = squares * correction
            if isCentred {
                let mean = keep * tensor.moments[1][k] + take * g
                tensor.moments[1][k] = mean
                s = s - (mean * correction) * (mean * correction)
            }
            let root = isInsideRoot ? (s + epsilon).squareRoot() : s.squareRoot() + epsilon
            if self.momentum == 0 {
                if g != 0 { tensor.values[k] = tensor.values[k] - (rate * g) / root }
                continue
            }
            let a = g == 0 ? 0 : (isRateInside ? rate * g : g) / root
            let velocity = momentum * tensor.moments[last][k] + taken * a
            tensor.moments[last][k] = velocity
            let step = isNesterov ? momentum * velocity + a : velocity
            tensor.values[k] = tensor.values[k] - (isRateInside ? step : rate * step)
        }
    }
}

extension RMSPropForm: OptimizerRule {
    /// The usual form where there is one, whose step the kernels have.
    var rule: Optimizer.Rule {
        var usual = RMSPropForm()
        (usual.decay, usual.epsilon, usual.isInsideRoot) = (decay, epsilon, isInsideRoot)
        // Without momentum it does not matter where the rate would be.
        usual.isRateInside = isRateInside
        guard self == usual else { return .rmsPropForm(self) }
        return .rmsProp(decay: decay, epsilon: epsilon, epsilonInsideRoot: isInsideRoot)
    }

    var parameters: [RuleParameter] {
        let least = isSum ? RuleParameter.nonNegative("epsilon", epsilon) : .positive("epsilon", epsilon)
        var list = isSum ? [] : [RuleParameter.fraction("decay", decay)]
        list += [
            RuleParameter.flag("epsilonInsideRoot", isInsideRoot).omitted(at: .flag(false)), least,
            RuleParameter.nonNegative("initialAccumulator", initialAccumulator).omitted(at: .number(0)),
        ]
        if !isSum {
            list += [
                RuleParameter.flag("centred", isCentred).omitted(at: .flag(false)),
                RuleParameter.flag("biasCorrection", isCorrected).omitted(at: .flag(false)),
            ]
        }
        list += [
            RuleParameter.fraction("momentum", momentum).omitted(at: .number(0)),
            RuleParameter.flag("nesterov", isNesterov).omitted(at: .flag(false)),
            RuleParameter.flag("learningRateInMomentum", isRateInside && momentum != 0).omitted(at: .flag(false)),
        ]
        if isSum {
            list += [
                RuleParameter.share("dampening", dampening).omitted(at: .number(0)),
                RuleParameter.nonNegative("rateDecay", rateDecay).omitted(at: .number(0)),
            ]
        }
        return list
    }

    func with(_ given: RuleParameter.Values) -> Optimizer.Rule {
        var form = isSum ? RMSPropForm.adagrad : RMSPropForm()
        form.decay = given.number("decay") ?? form.decay
        form.epsilon = given.number("epsilon") ?? form.epsilon
        form.isInsideRoot = given.flag("epsilonInsideRoot") ?? false
        form.initialAccumulator = given.number("initialAccumulator") ?? 0
        form.isCentred = given.flag("centred") ?? false
        form.isCorrected = given.flag("biasCorrection") ?? false
        form.momentum = given.number("momentum") ?? 0
        form.dampening = given.number("dampening") ?? 0
        form.isNesterov = given.flag("nesterov") ?? false
        form.isRateInside = form.momentum != 0 && given.flag("learningRateInMomentum") ?? false
        form.rateDecay = given.number("rateDecay") ?? 0
        return form.rule
    }
}
