internal import Kernels

/// Gradient descent with momentum, with the rate outside or inside the velocity.
///
/// | rate | velocity | momentum | Nesterov's form |
/// |---|---|---|---|
/// | outside | v ← μ v + g | w ← w − η v | w ← w − η (g + μ v) |
/// | inside | v ← μ v + η g | w ← w − v | w ← w − (μ v + η g) |
///
/// At a constant rate the two are one rule. After a change of η, the velocity inside still holds the old rate.
struct Momentum: EntrywiseRule {
    var momentum = 0.9
    var isNesterov = false
    var isRateInside = false

    var name: String { isNesterov ? "nesterov" : "momentum" }
    /// The same among all forms.
    private var form: MomentumForm {
        MomentumForm(momentum: momentum, lookaheads: isNesterov ? 1 : 0, isRateInside: isRateInside)
    }
    var parameters: [RuleParameter] { form.parameters }
    var momentCount: Int { 1 }
    var decayForms: [Optimizer.DecayForm] { isRateInside ? [.decoupled, .coupled] : [.coupled, .decoupled] }

    func with(_ given: RuleParameter.Values) -> Optimizer.Rule { form.with(given) }

    static var kernels: [heaviside_rule] {
        [
            heaviside_rule_momentum, heaviside_rule_nesterov, heaviside_rule_momentum_inside,
            heaviside_rule_nesterov_inside,
        ]
    }

    func step(learningRate: Double, update: Int) -> heaviside_step {
        var step = heaviside_step()
        step.rule =
            switch (isNesterov, isRateInside) {
            case (false, false): heaviside_rule_momentum
            case (true, false): heaviside_rule_nesterov
            case (false, true): heaviside_rule_momentum_inside
            case (true, true): heaviside_rule_nesterov_inside
            }
        (step.rate, step.keep1) = (learningRate, momentum)
        return step
    }

    static func step<S: KernelScalar>(_ o: StepTwin<S>, _ w: inout S, _ g: S, _ m: inout S, _ v: inout S) {
        if o.rule == heaviside_rule_momentum_inside || o.rule == heaviside_rule_nesterov_inside {
            m = o.keep1 * m + o.rate * g
            w = w - (o.rule == heaviside_rule_nesterov_inside ? o.keep1 * m + o.rate * g : m)
        } else {
            m = o.keep1 * m + g
            w = w - o.rate * (o.rule == heaviside_rule_nesterov ? g + o.keep1 * m : m)
        }
    }
}

extension Optimizer {
    /// Gradient descent with momentum.
    ///
    /// The rate is outside the velocity in PyTorch's dialect and inside in Keras's: they differ once a ``Schedule``
    /// changes the rate.
    public static func momentum(
        _ momentum: Double = 0.9, learningRate: Double, dialect: Dialect = .torch, weightDecay: Double = 0,
        decayForm: DecayForm? = nil
    ) -> Optimizer {
        Optimizer(
            .momentum(momentum, rateInsideVelocity: dialect == .keras), learningRate: learningRate,
            weightDecay: weightDecay, decayForm: decayForm)
    }

    /// Nesterov's accelerated gradient, with the gradient taken at the weights, not ahead of them.
    ///
    /// The rate is outside the velocity in PyTorch's dialect and inside in Keras's: they differ once a ``Schedule``
    /// changes the rate.
    public static func nesterov(
        _ momentum: Double = 0.9, learningRate: Double, dialect: Dialect = .torch, weightDecay: Double = 0,
        decayForm: DecayForm? = nil
    ) -> Optimizer {
        Optimizer(
            .nesterov(momentum, rateInsideVelocity: dialect == .keras), learningRate: learningRate,
            weightDecay: weightDecay, decayForm: decayForm)
    }
}
