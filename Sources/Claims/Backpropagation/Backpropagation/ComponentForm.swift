internal import Exact
internal import Networks

/// The forward pass of a stack of two layers by the homework's sums over components, from bare numbers.
struct ComponentForm {
    /// s_i = Σ_j W_ij x_j + b_i.
    let s1: [Rational]
    /// z_i = max(0, s_i).
    let z1: [Rational]
    /// s_k = Σ_i W_ki z_i + b_k, which is also ŷ, since g = I.
    let s2: [Rational]
    /// Σ_k (ŷ_k − y_k)².
    let loss: Rational

    init(_ stack: HomeworkStack<Rational>) {
        let (first, second) = (stack.network.layers[0], stack.network.layers[1])
        let x = stack.input.elements
        var s1: [Rational] = []
        for i in 0..<first.outputs {
            var sum = first.bias?[i] ?? .zero
            for j in x.indices { sum += first.weight.elements[i * x.count + j] * x[j] }
            s1.append(sum)
        }
        let z1 = s1.map { $0.signum > 0 ? $0 : .zero }
        var s2: [Rational] = []
        for k in 0..<second.outputs {
            var sum = second.bias?[k] ?? .zero
            for i in z1.indices { sum += second.weight.elements[k * z1.count + i] * z1[i] }
            s2.append(sum)
        }
        var loss = Rational.zero
        for (output, target) in zip(s2, stack.target.elements) { loss += (output - target) * (output - target) }
        (self.s1, self.z1, self.s2, self.loss) = (s1, z1, s2, loss)
    }
}
