internal import Kernels

/// Adam: m ← β₁ m + (1 − β₁) g; v ← β₂ v + (1 − β₂) g²; w ← w − η m̂ / (√v̂ + ε), m̂ and v̂ corrected for their start
/// at 0.
///
/// Source: D. Kingma, J. Ba, Adam: a method for stochastic optimization, ICLR 2015.
struct Adam: EntrywiseRule {
    var beta1 = 0.9
    var beta2 = 0.999
    var epsilon = 1e-8

    var name: String { "adam" }
    /// The same among all forms.
    private var form: AdamForm {
        var form = AdamForm()
        (form.beta1, form.beta2, form.epsilon) = (beta1, beta2, epsilon)
        return form
    }
    var parameters: [RuleParameter] { form.parameters }
    var momentCount: Int { 2 }
    var decayForms: [Optimizer.DecayForm] { form.decayForms }

    func with(_ given: RuleParameter.Values) -> Optimizer.Rule { form.with(given) }

    static var kernels: [heaviside_rule] { [heaviside_rule_adam] }

    func step(learningRate: Double, update: Int) -> heaviside_step {
        var step = heaviside_step()
        step.rule = heaviside_rule_adam
        (step.keep1, step.take1) = (beta1, 1 - beta1)
        (step.keep2, step.take2, step.epsilon) = (beta2, 1 - beta2, epsilon)
        // Both moments start at 0.
        step.rate = learningRate / (1 - power(beta1, update))
        step.root = 1 / (1 - power(beta2, update)).squareRoot()
        return step
    }

    static func step<S: KernelScalar>(_ o: StepTwin<S>, _ w: inout S, _ g: S, _ m: inout S, _ v: inout S) {
        m = o.keep1 * m + o.take1 * g
        v = o.keep2 * v + (o.take2 * g) * g
        w = w - (o.rate * m) / (v.squareRoot() * o.root + o.epsilon)
    }
}

extension Optimizer {
    /// Adam; with a decoupled weight decay it is AdamW.
    public static func adam(
        learningRate: Double, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
        weightDecay: Double = 0, decayForm: DecayForm? = nil
    ) -> Optimizer {
        Optimizer(
            .adam(beta1: beta1, beta2: beta2, epsilon: epsilon), learningRate: learningRate, weightDecay: weightDecay,
            decayForm: decayForm)
    }
}

/// base^exponent by repeated squaring: the same bits on every machine. O(log exponent).
func power(_ base: Double, _ exponent: Int) -> Double {
    var (result, square, left) = (1.0, base, exponent)
    while left > 0 {
        if left & 1 == 1 { result *= square }
        square *= square
        left >>= 1
    }
    return result
}
