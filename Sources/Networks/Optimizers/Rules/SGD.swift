internal import Kernels

/// Gradient descent: w ← w − η g.
struct SGD: EntrywiseRule {
    var name: String { "sgd" }
    var parameters: [RuleParameter] { [] }

    func with(_ given: RuleParameter.Values) -> Optimizer.Rule { .sgd }

    static var kernels: [heaviside_rule] { [heaviside_rule_sgd] }

    func step(learningRate: Double, update: Int) -> heaviside_step {
        var step = heaviside_step()
        (step.rule, step.rate) = (heaviside_rule_sgd, learningRate)
        return step
    }

    static func step<S: KernelScalar>(_ o: StepTwin<S>, _ w: inout S, _ g: S, _ m: inout S, _ v: inout S) {
        w = w - o.rate * g
    }
}

extension Optimizer {
    /// Plain gradient descent.
    public static func sgd(
        learningRate: Double, weightDecay: Double = 0, decayForm: DecayForm? = nil
    ) -> Optimizer {
        Optimizer(.sgd, learningRate: learningRate, weightDecay: weightDecay, decayForm: decayForm)
    }
}
