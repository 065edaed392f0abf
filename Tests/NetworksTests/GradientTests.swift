import Foundation
import Testing

@testable import Networks

/// The reference's gradients against central differences of a loss that is evaluated by other code.
@Suite struct GradientTests {
    /// Five-point central differences: with h = 1e-3 their own error is near 1e-12.
    private let step = 1e-3

    @Test("2,000 random networks: gradients equal central differences", arguments: 0..<20)
    func centralDifferences(block: Int) throws {
        var checked = 0
        for k in 0..<100 {
            let seed = UInt64(1 + 100 * block + k)
            let randomCase = try RandomCase.general(seed: seed)
            checked += try check(randomCase, everyEntry: k % 20 == 0)
        }
        #expect(checked > 1000, "kinks were met too often for a meaningful test")
    }

    /// Checks each tensor of a network, and the derivative by the inputs; returns the number of entries checked.
    private func check(_ randomCase: RandomCase, everyEntry: Bool) throws -> Int {
        let gradients = Backpropagation(randomCase.network).gradients(
            inputs: randomCase.inputs, targets: randomCase.targets, loss: randomCase.loss)
        var evaluator = PlainEvaluator(randomCase)
        let base = evaluator.evaluate()
        #expect(abs(base.loss - gradients.loss) <= 1e-12 * (1 + abs(base.loss)), "\(randomCase)")
        var stream = RandomStream(seed: randomCase.seed, purpose: .signals, index: 78)
        var analytic: [(name: String, values: [Double])] = []
        for (l, layer) in gradients.layers.enumerated() {
            analytic.append(("weight of layer \(l)", layer.weight.elements))
            if let bias = layer.bias { analytic.append(("bias of layer \(l)", bias)) }
        }
        analytic.append(("inputs", gradients.inputs.elements))
        var checked = 0
        for (tensor, (name, values)) in analytic.enumerated() {
            let entries =
                everyEntry || values.count <= 8
                ? Array(values.indices) : (0..<8).map { _ in stream.index(below: values.count) }
            var (difference, norm) = (0.0, 0.0)
            for entry in entries {
                guard let numeric = derivative(&evaluator, tensor, entry, pattern: base.pattern) else { continue }
                difference = max(difference, abs(numeric - values[entry]))
                checked += 1
            }
            norm = values.map(abs).max() ?? 0
            #expect(difference <= 1e-7 * norm + 1e-11 * (1 + abs(base.loss)), "\(name) of \(randomCase)")
        }
        return checked
    }

    /// ∂L/∂(entry) by four evaluations; nil where one of them lies beyond a kink.
    private func derivative(
        _ evaluator: inout PlainEvaluator, _ tensor: Int, _ entry: Int, pattern: [Bool]
    ) -> Double? {
        var sum = 0.0
        for (multiple, weight) in [(-2.0, 1.0), (-1, -8), (1, 8), (2, -1)] {
            let value = evaluator.tensors[tensor][entry]
            evaluator.tensors[tensor][entry] = value + multiple * step
            let (loss, moved) = evaluator.evaluate()
            evaluator.tensors[tensor][entry] = value
            guard moved == pattern else { return nil }
            sum += weight * loss
        }
        return sum / (12 * step)
    }

    @Test("The linear model's gradients are the papers' corrected formulas")
    func linearModel() throws {
        // Three layers autoencoder, appendix C with W3 transposed in (19)–(22): dL/dw2 = Σ z W3^T (y − x).
        let network = try Network<Double>(inputs: 4, initialization: .uniform(-1...1), seed: 5) {
            Dense(1)
            Dense(4)
            Dense(4, bias: false)
        }
        let x = try StepFunctions(length: 4).samples().signals
        let gradients = Backpropagation(network).gradients(inputs: x, targets: x, loss: .squaredError(.halfSum))
        let pass = Backpropagation(network).forward(x)
        let w3 = network.layers[2].weight
        for r in 0..<4 {
            var (expected, printed) = (0.0, 0.0)
            for i in 0..<x.rows {
                let z = pass.activations[0][i, 0]
                for j in 0..<4 {
                    expected += z * w3[j, r] * (pass.outputs[i, j] - x[i, j])
                    printed += z * w3[r, j] * (pass.outputs[i, j] - x[i, j])
                }
            }
            #expect(abs(gradients.layers[1].weight[r, 0] - expected) < 1e-12)
            #expect(abs(gradients.layers[1].weight[r, 0] - printed) > 1e-3)
        }
    }

    @Test("Jacobians chain to the network's, and δ is their product with ∂ℓ/∂ŷ")
    func jacobians() throws {
        let network = try Network<Double>(inputs: 3, initialization: .uniform(-1...1), seed: 9) {
            Dense(4, activation: .tanh)
            Dense(2, activation: .sigmoid)
        }
        let x = Matrix(rows: 1, columns: 3, elements: [0.3, -0.8, 0.5])
        let y = Matrix(rows: 1, columns: 2, elements: [0.2, 0.9])
        let backpropagation = Backpropagation(network)
        let pass = backpropagation.forward(x)
        let gradients = backpropagation.gradients(pass, targets: y, loss: .squaredError(.sum))
        let jacobians = backpropagation.jacobians(pass, sample: 0)
        for j in 0..<3 {
            let expected = (0..<2).reduce(0.0) { $0 + 2 * (pass.outputs[0, $1] - y[0, $1]) * jacobians.network[$1, j] }
            #expect(abs(expected - gradients.inputs[0, j]) < 1e-14)
        }
        // Of one sample, ∂ℓ/∂b is δ.
        #expect(gradients.deltas.map(\.elements) == gradients.layers.map { $0.bias ?? [] })
        #expect(gradients.layers[0].weight(in: .numerator) == gradients.layers[0].weight.transposed())
        #expect(gradients.layers[0].weight(in: .numerator).rows == 3)
    }
}
