/// Lion: w ← w − η sign(β₁ m + (1 − β₁) g); then m ← β₂ m + (1 − β₂) g. The sign of 0 is 0.
///
/// Source: X. Chen and others, Symbolic discovery of optimization algorithms, NeurIPS 2023.
public struct LionForm: Hashable, Sendable {
    /// β₁, of the direction.
    public var beta1: Double
    /// β₂, of the momentum.
    public var beta2: Double

    /// Creates a rule; by default with its authors' parameters.
    public init(beta1: Double = 0.9, beta2: Double = 0.99) { (self.beta1, self.beta2) = (beta1, beta2) }
}

extension LionForm: UpdateRule {
    /// "lion".
    public var name: String { "lion" }

    /// 1: the momentum.
    public var momentCount: Int { 1 }

    /// Decoupled: only the sign of a gradient acts, and a coupled decay would lose its size.
    public var decayForms: [Optimizer.DecayForm] { [.decoupled, .coupled] }

    /// Steps a tensor.
    public func step<S: KernelScalar>(_ tensor: inout ParameterTensor<S>) {
        let (keep1, take1, keep2, take2) = (S(beta1), S(1 - beta1), S(beta2), S(1 - beta2))
        let rate = tensor.learningRate
        for k in tensor.values.indices {
            let (g, m) = (tensor.gradient[k], tensor.moments[0][k])
            let direction = keep1 * m + take1 * g
            if direction != 0 { tensor.values[k] = tensor.values[k] - (direction > 0 ? rate : -rate) }
            tensor.moments[0][k] = keep2 * m + take2 * g
        }
    }
}

extension LionForm: OptimizerRule {
    var parameters: [RuleParameter] { [.fraction("beta1", beta1), .fraction("beta2", beta2)] }

    func with(_ given: RuleParameter.Values) -> Optimizer.Rule {
        let standard = LionForm()
        return .lion(
            LionForm(beta1: given.number("beta1") ?? standard.beta1, beta2: given.number("beta2") ?? standard.beta2))
    }
}
