internal import Exact
internal import Networks

/// A stack of layers on one sample, computed as Homework 1 writes it: by columns and matrices, layers counted from 1.
///
/// Nothing here calls the library's forward or backward pass, nor its activations: the two are compared. As in the
/// homework, s is the preactivation and z the activation, which other modules call u and a.
struct HomeworkStack<S: Scalar>: CustomStringConvertible {
    /// The network.
    let network: Network<S>
    /// The target y, a column.
    let target: ShapedMatrix<S>
    /// z^(0) = x, z^(1), …, z^(Lmax) = ŷ.
    let z: [ShapedMatrix<S>]
    /// s^(1), …, s^(Lmax), preceded by an empty column in place of s^(0).
    let s: [ShapedMatrix<S>]

    init(_ network: Network<S>, input: [S], target: [S]) {
        self.network = network
        self.target = .column(target)
        var z = [ShapedMatrix<S>.column(input)]
        var s = [ShapedMatrix<S>.column([])]
        for layer in network.layers {
            let product = ShapedMatrix(layer.weight) * z[z.count - 1]
            let preactivation = layer.bias.map { product + .column($0) } ?? product
            s.append(preactivation)
            z.append(ShapedMatrix(preactivation.entries.map { Self.value(layer.dense.activation, at: $0) }))
        }
        (self.z, self.s) = (z, s)
    }

    /// The number of layers Lmax.
    var depth: Int { network.layers.count }
    var input: ShapedMatrix<S> { z[0] }
    var output: ShapedMatrix<S> { z[depth] }
    /// ŷ − y.
    var residual: ShapedMatrix<S> { output - target }
    var description: String {
        ([network.inputs] + network.layers.map(\.outputs)).map(String.init).joined(separator: " → ")
            + " (\(network.layers.map(\.dense.activation.description).joined(separator: ", ")))"
    }

    func weight(_ layer: Int) -> ShapedMatrix<S> { ShapedMatrix(network.layers[layer - 1].weight) }

    /// (ŷ − y)^T (ŷ − y).
    var squaredError: S { (residual.transposed * residual)[0, 0] }

    // MARK: Derivatives

    /// ∂z^(L)/∂s^(L), `[d_z × d_s]`.
    func activationJacobian(_ layer: Int) -> ShapedMatrix<S> {
        let activation = network.layers[layer - 1].dense.activation
        return .diagonal(s[layer].elements.map { Self.derivative(activation, at: $0) })
    }

    /// δ^(1), …, δ^(Lmax), preceded by an empty column: δ^(Lmax) = [∂ℓ/∂ŷ ∂ŷ/∂s]^T, δ^(L) = [W^(L+1) ∂z^(L)/∂s^(L)]^T
    /// δ^(L+1).
    func deltas(lossByOutput: ShapedMatrix<S>) -> [ShapedMatrix<S>] {
        var deltas = [(lossByOutput * activationJacobian(depth)).transposed]
        for layer in stride(from: depth - 1, to: 0, by: -1) {
            deltas.append((weight(layer + 1) * activationJacobian(layer)).transposed * deltas[deltas.count - 1])
        }
        return [.column([])] + deltas.reversed()
    }

    /// δ for the sum of squares, where ∂ℓ/∂ŷ = 2 (ŷ − y)^T.
    var deltas: [ShapedMatrix<S>] { deltas(lossByOutput: 2 * residual.transposed) }

    /// The library's forward pass and gradients for the same sample.
    func computed(_ loss: Loss = .squaredError(.sum)) -> (pass: ForwardPass<S>, gradients: Gradients<S>) {
        let backpropagation = Backpropagation(network)
        let pass = backpropagation.forward(input.transposed.entries)
        return (pass, backpropagation.gradients(pass, targets: target.transposed.entries, loss: loss))
    }

    // MARK: The functions of the paper

    private static func value(_ activation: Activation, at s: S) -> S {
        switch activation {
        case .identity: s
        case .relu: max(0, s)
        case .leakyReLU(let slope): s > 0 ? s : S(slope) * s
        case .sigmoid: 1 / (1 + S.exponential(-s))
        case .tanh: (S.exponential(s) - S.exponential(-s)) / (S.exponential(s) + S.exponential(-s))
        case .softplus: S.logarithmOfOnePlus(S.exponential(s))
        case .hardThreshold: s >= 1 ? 1 : 0
        // The papers have no others.
        default: activation.value(at: s)
        }
    }

    private static func derivative(_ activation: Activation, at s: S) -> S {
        let a = value(activation, at: s)
        switch activation {
        case .identity: return 1
        case .relu: return max(0, sign(s))
        case .leakyReLU(let slope): return s > 0 ? 1 : S(slope)
        case .sigmoid: return a * (1 - a)
        case .tanh: return 1 - a * a
        case .softplus: return value(.sigmoid, at: s)
        case .hardThreshold: return 0
        default: return activation.derivative(at: s, activation: a)
        }
    }

    private static func sign(_ s: S) -> S { s > 0 ? 1 : (s < 0 ? -1 : 0) }
}

extension HomeworkStack where S == Rational {
    /// Draws a stack with these widths and activations, by default ReLUs followed by an identity; no preactivation is
    /// 0.
    static func random(
        _ widths: [Int], activations: [Activation]? = nil, _ random: inout RationalDraws
    ) throws -> HomeworkStack {
        let depth = widths.count - 1
        while true {
            var layers: [Layer<Rational>] = []
            for l in 0..<depth {
                let activation = activations?[l] ?? (l == depth - 1 ? .identity : .relu)
                layers.append(
                    Layer(
                        dense: Dense(widths[l + 1], activation: activation),
                        weight: random.matrix(widths[l + 1], widths[l], bound: 6),
                        bias: random.vector(widths[l + 1], bound: 6)))
            }
            let network = try Network(inputs: widths[0], layers: layers)
            let stack = HomeworkStack(
                network, input: random.vector(widths[0], bound: 6), target: random.vector(widths[depth], bound: 6))
            if stack.s.allSatisfy({ !$0.elements.contains(.zero) }) { return stack }
        }
    }

    /// Draws `count` stacks of the homework's kind (linear, ReLU, linear) with widths from 1 to `largest`.
    static func homeworks(_ count: Int, largest: Int = 8, _ random: inout RationalDraws) throws -> [HomeworkStack] {
        try (0..<count).map { _ in
            try .random((0..<3).map { _ in random.integer(in: 1...largest) }, &random)
        }
    }
}
