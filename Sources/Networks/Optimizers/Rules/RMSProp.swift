internal import Kernels

/// RMSProp: v ← α v + (1 − α) g²; w ← w − η g / (√v + ε), or w ← w − η g / √(v + ε) with ε inside the root.
struct RMSProp: EntrywiseRule {
    var decay: Double
    var epsilon: Double
    var isInsideRoot: Bool

    /// The standard values of a dialect for the parameters that are nil.
    init(dialect: Optimizer.Dialect = .torch, decay: Double? = nil, epsilon: Double? = nil) {
        self.init(
            decay: decay ?? (dialect == .torch ? 0.99 : 0.9), epsilon: epsilon ?? (dialect == .torch ? 1e-8 : 1e-7),
            isInsideRoot: dialect == .keras)
    }

    init(decay: Double, epsilon: Double, isInsideRoot: Bool) {
        (self.decay, self.epsilon, self.isInsideRoot) = (decay, epsilon, isInsideRoot)
    }

    var name: String { "rmsProp" }
    /// The same among all forms.
    private var form: RMSPropForm {
        var form = RMSPropForm()
        (form.decay, form.epsilon, form.isInsideRoot) = (decay, epsilon, isInsideRoot)
        return form
    }
    var parameters: [RuleParameter] { form.parameters }
    var momentCount: Int { 1 }
    var decayForms: [Optimizer.DecayForm] { isInsideRoot ? [.decoupled, .coupled] : [.coupled, .decoupled] }
    var rule: Optimizer.Rule { .rmsProp(decay: decay, epsilon: epsilon, epsilonInsideRoot: isInsideRoot) }

    func with(_ given: RuleParameter.Values) -> Optimizer.Rule { form.with(given) }

    static var kernels: [heaviside_rule] { [heaviside_rule_rmsprop, heaviside_rule_rmsprop_inside] }

    func step(learningRate: Double, update: Int) -> heaviside_step {
        var step = heaviside_step()
        step.rule = isInsideRoot ? heaviside_rule_rmsprop_inside : heaviside_rule_rmsprop
        (step.rate, step.keep2, step.take2, step.epsilon) = (learningRate, decay, 1 - decay, epsilon)
        return step
    }

    static func step<S: KernelScalar>(_ o: StepTwin<S>, _ w: inout S, _ g: S, _ m: inout S, _ v: inout S) {
        m = o.keep2 * m + (o.take2 * g) * g
        let isInside = o.rule == heaviside_rule_rmsprop_inside
        let root = isInside ? (m + o.epsilon).squareRoot() : m.squareRoot() + o.epsilon
        w = w - (o.rate * g) / root
    }
}

extension Optimizer {
    /// RMSProp with the standard values of a dialect, and its form of weight decay.
    public static func rmsProp(
        learningRate: Double, dialect: Dialect = .torch, decay: Double? = nil, epsilon: Double? = nil,
        weightDecay: Double = 0, decayForm: DecayForm? = nil
    ) -> Optimizer {
        Optimizer(
            RMSProp(dialect: dialect, decay: decay, epsilon: epsilon).rule, learningRate: learningRate,
            weightDecay: weightDecay, decayForm: decayForm)
    }
}
