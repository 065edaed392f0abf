import Exact

@testable import Networks

/// For each derivative the sum of the absolute values of the terms that it is made of:
/// what rounding errors are measured by.
///
/// The same passes as those of the reference over |W|, |b|, |x| and |y|, each unit on the side of its kink that exact
/// arithmetic finds.
struct AbsoluteTerms {
    private(set) var gradient: [Double] = []
    /// The smallest |s|/Σ|terms of s| of a preactivation s ≠ 0: below a few roundings its sign may come out wrong.
    private(set) var clearance = Double.infinity

    init(_ randomCase: RandomCase, exact: ForwardPass<Rational>) {
        let layers = randomCase.network.layers
        var received = [randomCase.inputs.map(abs)]
        var derivatives: [Matrix<Double>] = []
        for (l, layer) in layers.enumerated() {
            var sums = Matrix<Double>(rows: randomCase.inputs.rows, columns: layer.outputs, repeating: 0)
            for sample in 0..<sums.rows {
                for i in 0..<layer.outputs {
                    sums[sample, i] = abs(layer.bias?[i] ?? 0)
                    for j in 0..<layer.inputs { sums[sample, i] += abs(layer.weight[i, j]) * received[l][sample, j] }
                    let s = exact.preactivations[l][sample, i]
                    if !s.isZero { clearance = min(clearance, abs(s.doubleValue) / sums[sample, i]) }
                }
            }
            derivatives.append(
                Matrix(
                    rows: sums.rows, columns: sums.columns,
                    elements: zip(exact.preactivations[l].elements, exact.activations[l].elements).map {
                        layer.dense.activation.derivative(at: $0, activation: $1).doubleValue
                    }))
            var activations = sums
            for k in sums.elements.indices {
                let isClamped =
                    [.hardThreshold, .hardTanh].contains(layer.dense.activation) && derivatives[l].elements[k] == 0
                activations.elements[k] =
                    isClamped
                    ? abs(exact.activations[l].elements[k].doubleValue) : sums.elements[k] * derivatives[l].elements[k]
            }
            received.append(activations)
        }
        backward(randomCase, received, derivatives, exact)
    }

    private mutating func backward(
        _ randomCase: RandomCase, _ received: [Matrix<Double>], _ derivatives: [Matrix<Double>],
        _ exact: ForwardPass<Rational>
    ) {
        let layers = randomCase.network.layers
        let last = layers.count - 1
        var delta = received[last + 1]
        let factor: Double = randomCase.loss.form.deltaFactor(samples: delta.rows, outputs: delta.columns)
        for k in delta.elements.indices {
            let (u, y) = (exact.preactivations[last].elements[k], randomCase.targets.elements[k])
            var derivative = derivatives[last].elements[k]
            if case .hingeResidual = randomCase.loss { derivative = y > 0 || u.signum > 0 ? 1 : 0 }
            // A hinge residual is of the preactivation, whose terms count where the ReLU is off too.
            var terms = delta.elements[k]
            if case .hingeResidual = randomCase.loss { terms = preactivationTerms(layers[last], received[last], k) }
            delta.elements[k] = factor * (terms + abs(y)) * derivative
        }
        var tensors: [[Double]] = []
        for l in stride(from: last, through: 0, by: -1) {
            let layer = layers[l]
            if layer.bias != nil {
                tensors.append((0..<layer.outputs).map { i in (0..<delta.rows).reduce(0) { $0 + delta[$1, i] } })
            }
            tensors.append(
                (0..<layer.outputs * layer.inputs).map { k in
                    (0..<delta.rows).reduce(0) {
                        $0 + delta[$1, k / layer.inputs] * received[l][$1, k % layer.inputs]
                    }
                })
            guard l > 0 else { break }
            var below = Matrix<Double>(rows: delta.rows, columns: layer.inputs, repeating: 0)
            for sample in 0..<delta.rows {
                for j in 0..<layer.inputs {
                    for i in 0..<layer.outputs { below[sample, j] += delta[sample, i] * abs(layer.weight[i, j]) }
                    below[sample, j] *= derivatives[l - 1][sample, j]
                }
            }
            delta = below
        }
        gradient = tensors.reversed().flatMap { $0 }
    }

    private func preactivationTerms(_ layer: Layer<Double>, _ received: Matrix<Double>, _ k: Int) -> Double {
        let (sample, i) = (k / layer.outputs, k % layer.outputs)
        return (0..<layer.inputs).reduce(abs(layer.bias?[i] ?? 0)) {
            $0 + abs(layer.weight[i, $1]) * received[sample, $1]
        }
    }
}
