/// Adadelta: v ← ρ v + (1 − ρ) g²; d = √(u + ε) / √(v + ε) · g; u ← ρ u + (1 − ρ) d²; w ← w − η d.
///
/// Source: M. Zeiler, ADADELTA: an adaptive learning rate method, 2012. There η is 1.
public struct AdadeltaForm: Hashable, Sendable {
    /// ρ.
    public var decay: Double
    /// ε.
    public var epsilon: Double

    /// Creates a rule; by default with PyTorch's parameters.
    public init(decay: Double = 0.9, epsilon: Double = 1e-6) { (self.decay, self.epsilon) = (decay, epsilon) }
}

extension AdadeltaForm: UpdateRule {
    /// "adadelta".
    public var name: String { "adadelta" }

    /// 2: v and u.
    public var momentCount: Int { 2 }

    /// Coupled as in PyTorch, or decoupled as in Keras.
    public var decayForms: [Optimizer.DecayForm] { [.coupled, .decoupled] }

    /// Steps a tensor.
    public func step<S: KernelScalar>(_ tensor: inout ParameterTensor<S>) {
        let (keep, take, epsilon) = (S(decay), S(1 - decay), S(epsilon))
        for k in tensor.values.indices {
            let g = tensor.gradient[k]
            let squares = keep * tensor.moments[0][k] + (take * g) * g
            let steps = tensor.moments[1][k]
            let step = (steps + epsilon).squareRoot() / (squares + epsilon).squareRoot() * g
            tensor.moments[0][k] = squares
            tensor.moments[1][k] = keep * steps + (take * step) * step
            tensor.values[k] = tensor.values[k] - tensor.learningRate * step
        }
    }
}

extension AdadeltaForm: OptimizerRule {
    var parameters: [RuleParameter] { [.fraction("decay", decay), .positive("epsilon", epsilon)] }

    func with(_ given: RuleParameter.Values) -> Optimizer.Rule {
        let standard = AdadeltaForm()
        return .adadelta(
            AdadeltaForm(
                decay: given.number("decay") ?? standard.decay, epsilon: given.number("epsilon") ?? standard.epsilon))
    }
}
