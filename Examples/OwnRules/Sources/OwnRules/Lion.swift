import Networks

/// Lion: w ← w − η sign(β₁ m + (1 − β₁) g), then m ← β₂ m + (1 − β₂) g.
///
/// Every weight moves by the learning rate, whatever the size of its gradient.
///
/// Source: X. Chen and others, Symbolic discovery of optimization algorithms, 2023.
struct Lion: UpdateRule {
    let name = "Lion"
    var beta1 = 0.9
    var beta2 = 0.99

    /// One number for each weight, which is 0 at first and comes back at the next step: m.
    var momentCount: Int { 1 }

    /// The authors take the weight decay off the weights, not the gradients; Heaviside does it before the step.
    var decayForms: [Optimizer.DecayForm] { [.decoupled] }

    var problem: String? {
        let isInRange = (0..<1).contains(beta1) && (0..<1).contains(beta2)
        return isInRange
            ? nil : "beta1 is \(beta1), beta2 \(beta2): expected numbers from 0 up to, but not including, 1"
    }

    func step<S: KernelScalar>(_ tensor: inout ParameterTensor<S>) {
        let (rate, beta1, beta2) = (tensor.learningRate, S(beta1), S(beta2))
        for k in tensor.values.indices {
            let (g, m) = (tensor.gradient[k], tensor.moments[0][k])
            let direction = beta1 * m + (1 - beta1) * g
            if direction > 0 {
                tensor.values[k] -= rate
            } else if direction < 0 {
                tensor.values[k] += rate
            }
            tensor.moments[0][k] = beta2 * m + (1 - beta2) * g
        }
    }
}
