import Exact
import Testing

@testable import Networks

/// Every derivative of random ReLU networks against the same derivatives in rational numbers.
@Suite struct RationalOracleTests {
    private func gradient<S: TrainableScalar>(_ randomCase: RandomCase, dense: Bool, as type: S.Type) -> [Double] {
        let network = randomCase.network.converted(to: S.self)
        let layout = ParameterLayout(network)
        let parameters = AlignedBuffer<S>(count: layout.count)
        let gradient = AlignedBuffer<S>(count: layout.count)
        layout.write(network, to: parameters.pointer)
        let path: any LossGradient<S> =
            dense
            ? DensePath(
                network.layers, layout: layout, loss: randomCase.loss, capacity: randomCase.inputs.rows,
                kernels: S.arrayKernels)
            : ReferencePath(network, layout: layout, loss: randomCase.loss)
        let x = AlignedBuffer(randomCase.inputs.elements.map { S($0) })
        let y = AlignedBuffer(randomCase.targets.elements.map { S($0) })
        // Twice: nothing of a batch may reach the next one.
        for _ in 0..<2 {
            _ = path.evaluate(
                parameters: parameters.pointer,
                rows: SampleRows(inputs: x.pointer, targets: y.pointer, count: randomCase.inputs.rows),
                gradient: gradient.pointer)
        }
        var result = network
        layout.read(gradient.pointer, into: &result)
        return result.layers.flatMap { layer in
            layer.weight.elements.map(\.doubleValue) + (layer.bias ?? []).map(\.doubleValue)
        }
    }

    /// The number of parameters checked.
    private func check(_ randomCase: RandomCase) -> Int {
        let backpropagation = Backpropagation(randomCase.network.converted(to: Rational.self))
        let pass = backpropagation.forward(randomCase.inputs.map { Rational($0) })
        let gradients = backpropagation.gradients(
            pass, targets: randomCase.targets.map { Rational($0) }, loss: randomCase.loss)
        let exact = gradients.layers.flatMap { $0.weight.elements + ($0.bias ?? []) }
        // The paths share the formulas of activations and losses with the oracle; the plain evaluator has its own.
        let plain = PlainEvaluator(randomCase).evaluate().loss
        #expect(abs(gradients.loss.doubleValue - plain) <= 1e-12 * (1 + plain), "loss of \(randomCase)")
        let terms = AbsoluteTerms(randomCase, exact: pass)
        #expect(terms.gradient.count == exact.count)
        var checked = 0
        for (precision, bound) in [("Double", 1e-12), ("Float", 1e-4)] {
            // A preactivation this near to its kink may be rounded to the other side of it.
            guard terms.clearance > bound / 8 else { continue }
            for dense in [false, true] {
                let found =
                    precision == "Double"
                    ? gradient(randomCase, dense: dense, as: Double.self)
                    : gradient(randomCase, dense: dense, as: Float.self)
                for (k, (value, wanted)) in zip(found, exact).enumerated() {
                    let error = abs((Rational(value) - wanted).doubleValue)
                    if error > bound * terms.gradient[k] {
                        Issue.record(
                            "\(precision), \(dense ? "dense" : "reference"), parameter \(k): \(value) for \(wanted) of \(randomCase)"
                        )
                        return checked
                    }
                    checked += 1
                }
            }
        }
        return checked
    }

    @Test("5,000 random networks with kinks on the samples: gradients agree with the rational ones", arguments: 0..<20)
    func dyadic(block: Int) throws {
        for k in 0..<250 {
            let seed = UInt64(1 + 250 * block + k)
            #expect(
                check(try RandomCase.dyadic(seed: seed, widths: [1, 2, 3, 5, 6], depth: 1...4)) > 0, "seed \(seed)")
        }
    }

    @Test(
        "5,000 random networks of 24-bit weights: gradients are within rounding of the rational ones", arguments: 0..<20
    )
    func single(block: Int) throws {
        var checked = 0
        for k in 0..<250 {
            checked += min(1, check(try RandomCase.single(seed: UInt64(100_001 + 250 * block + k))))
        }
        #expect(checked > 245, "too many networks came too near to a kink: \(checked) of 250 were checked")
    }
}
