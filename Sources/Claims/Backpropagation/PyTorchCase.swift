internal import Derivations
internal import Foundation
internal import Networks

/// A small network with every value of its forward and backward pass, as PyTorch computed them in double precision.
struct PyTorchCase: CustomStringConvertible {
    /// The network.
    let network: Network<Double>
    /// The loss.
    let loss: Loss
    /// The case as the library reads it.
    let gradientCase: GradientCase
    /// A stack for each sample.
    let stacks: [HomeworkStack<Double>]

    /// The seven networks that are stored with the library.
    static func all() throws -> [PyTorchCase] {
        try GradientCase.read(Array(stored.utf8), source: "PyTorchCase.stored").map(PyTorchCase.init)
    }

    private init(_ gradientCase: GradientCase) {
        self.gradientCase = gradientCase
        network = gradientCase.network
        loss = gradientCase.loss
        stacks = (0..<gradientCase.inputs.rows).map { i in
            HomeworkStack(
                gradientCase.network, input: Array(gradientCase.inputs.row(i)),
                target: Array(gradientCase.targets.row(i)))
        }
    }

    var description: String { "\(stacks.first?.description ?? "nothing"), \(loss)" }

    /// Whether every activation is this one.
    func hasOnly(_ activation: Activation) -> Bool {
        network.layers.allSatisfy { $0.dense.activation == activation }
    }

    /// Whether the paper's forward formulas, and the library's, give PyTorch's preactivations and activations.
    func forwardAgrees(tolerance: Double) -> Bool {
        let pass = Backpropagation(network).forward(gradientCase.inputs)
        guard let preactivations = gradientCase.expected.preactivations,
            let activations = gradientCase.expected.activations
        else { return false }
        return network.layers.indices.allSatisfy { l in
            Self.agree(stacks.map { $0.s[l + 1].elements }, preactivations[l], tolerance)
                && Self.agree(stacks.map { $0.z[l + 1].elements }, activations[l], tolerance)
                && Self.agree(pass.preactivations[l].nested, preactivations[l], tolerance)
                && Self.agree(pass.activations[l].nested, activations[l], tolerance)
        }
    }

    /// Whether both the paper's recursion over δ, begun with ∂ℓ/∂ŷ of each sample, and the library give PyTorch's
    /// gradients.
    func gradientsAgree(tolerance: Double, lossByOutput: (HomeworkStack<Double>) -> ShapedMatrix<Double>) -> Bool {
        guard let dW = gradientCase.expected.weights, let db = gradientCase.expected.biases,
            let dx = gradientCase.expected.inputs
        else { return false }
        let (pass, gradients) = gradientCase.evaluate()
        guard gradientCase.firstDifference(pass, gradients, tolerance: tolerance) == nil else { return false }
        let deltas = stacks.map { $0.deltas(lossByOutput: lossByOutput($0)) }
        func sum(_ terms: [ShapedMatrix<Double>]) -> ShapedMatrix<Double> { terms.dropFirst().reduce(terms[0], +) }
        for layer in 1...network.layers.count {
            // ∂ℓ/∂W^(L) = z^(L−1) [δ^(L)]^T, numerator layout: the transpose of PyTorch's .grad.
            let weight = sum(zip(stacks, deltas).map { $0.z[layer - 1] * $1[layer].transposed })
            guard Self.agree(weight.transposed.entries.nested, dW[layer - 1], tolerance) else { return false }
            if let bias = db[layer - 1] {
                let row = sum(deltas.map { $0[layer].transposed })
                guard Self.agree(row.entries.nested, [bias], tolerance) else { return false }
            }
        }
        let inputs = zip(stacks, deltas).map { (($1[1].transposed) * $0.weight(1)).elements }
        return Self.agree(inputs, dx, tolerance)
    }

    /// Whether two tables are equal up to `tolerance` times their largest entry.
    static func agree(_ computed: [[Double]], _ expected: [[Double]], _ tolerance: Double) -> Bool {
        let scale = expected.joined().map(abs).max() ?? 0
        return computed.map(\.count) == expected.map(\.count)
            && zip(computed.joined(), expected.joined()).allSatisfy { abs($0 - $1) <= tolerance * scale }
    }

    /// The factor c in ∂ℓ/∂ŷ = c (ŷ − y) for N samples of d outputs: 2 for the sum of squares, 1 for its half, 2/(N d)
    /// for the mean.
    var squaredErrorFactor: Double? {
        switch loss {
        case .squaredError(.sum): 2
        case .squaredError(.halfSum): 1
        case .squaredError(.mean): 2 / Double(stacks.count * network.outputs)
        default: nil
        }
    }

    /// The same factor as the paper would write it.
    var squaredErrorFormula: String? {
        switch loss {
        case .squaredError(.sum): "2"
        case .squaredError(.halfSum): "1"
        case .squaredError(.mean): "2/(N d)"
        default: nil
        }
    }

    /// ∂ℓ/∂ŷ of a sample as the homework writes it, a row; for the cross-entropy over classes it is that of
    /// ``Loss/crossEntropy(_:)``.
    func lossByOutput(_ stack: HomeworkStack<Double>) -> ShapedMatrix<Double> {
        let (output, target) = (stack.output.elements, stack.target.elements)
        let samples = Double(stacks.count)
        let row: [Double]
        switch loss {
        case .squaredError, .hingeResidual, .binaryCrossEntropyForm, .custom:
            row = stack.residual.elements.map { (squaredErrorFactor ?? .nan) * $0 }
        case .binaryCrossEntropy:
            let outputs = Double(output.count)
            row = zip(output, target).map { ($0 - $1) / ($0 * (1 - $0)) / (outputs * samples) }
        case .crossEntropy(let scaling):
            let mass = output.map(exp).reduce(0, +)
            row = zip(output, target).map { (exp($0) / mass - $1) / (scaling == .mean ? samples : 1) }
        }
        return ShapedMatrix<Double>.column(row).transposed
    }
}
