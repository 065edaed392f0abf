internal import Kernels

/// Gradient descent with momentum: v ← μ v + g; w ← w − η v, or w ← w − η (g + μ v) in Nesterov's form.
struct Momentum: EntrywiseRule {
    var momentum = 0.9
    var isNesterov = false

    var name: String { isNesterov ? "nesterov" : "momentum" }
    var parameters: [RuleParameter] { [.fraction("momentum", momentum)] }
    var momentCount: Int { 1 }

    static func rule(name: String, _ given: RuleParameter.Values) -> Optimizer.Rule {
        let momentum = given.number("momentum") ?? Momentum().momentum
        return name == Momentum(isNesterov: true).name ? .nesterov(momentum) : .momentum(momentum)
    }

    static var kernels: [heaviside_rule] { [heaviside_rule_momentum, heaviside_rule_nesterov] }

    func step(learningRate: Double, update: Int) -> heaviside_step {
        var step = heaviside_step()
        step.rule = isNesterov ? heaviside_rule_nesterov : heaviside_rule_momentum
        (step.rate, step.keep1) = (learningRate, momentum)
        return step
    }

    static func step<S: KernelScalar>(_ o: StepTwin<S>, _ w: inout S, _ g: S, _ m: inout S, _ v: inout S) {
        m = o.keep1 * m + g
        w = w - o.rate * (o.rule == heaviside_rule_nesterov ? g + o.keep1 * m : m)
    }
}

extension Optimizer {
    /// Gradient descent with momentum.
    public static func momentum(
        _ momentum: Double = 0.9, learningRate: Double, weightDecay: Double = 0
    ) -> Optimizer {
        Optimizer(.momentum(momentum), learningRate: learningRate, weightDecay: weightDecay)
    }

    /// Nesterov's accelerated gradient, in the form that PyTorch and Keras use.
    public static func nesterov(
        _ momentum: Double = 0.9, learningRate: Double, weightDecay: Double = 0
    ) -> Optimizer {
        Optimizer(.nesterov(momentum), learningRate: learningRate, weightDecay: weightDecay)
    }
}
