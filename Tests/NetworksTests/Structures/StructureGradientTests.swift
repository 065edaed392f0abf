import Exact
import Testing

@testable import Networks

/// Gradients of every structure against rational arithmetic that shares nothing with them.
@Suite struct StructureGradientTests {
    private func gradients(
        _ path: some LossGradient<Double>, _ randomCase: StructureCase
    ) -> (loss: Double, layers: [Layer<Double>]) {
        let layout = path.layout
        let parameters = AlignedBuffer<Double>(count: layout.count)
        let gradient = AlignedBuffer<Double>(count: layout.count)
        layout.write(randomCase.network, to: parameters.pointer)
        let (x, y) = (AlignedBuffer(randomCase.inputs.elements), AlignedBuffer(randomCase.targets.elements))
        let loss = path.evaluate(
            parameters: parameters.pointer,
            rows: SampleRows(inputs: x.pointer, targets: y.pointer, count: randomCase.inputs.rows),
            gradient: gradient.pointer)
        var network = randomCase.network
        layout.read(gradient.pointer, into: &network)
        return (loss, network.layers)
    }

    @Test(
        "2,000 random networks: every derivative of the dense path is the rational one, kinks included",
        arguments: 0..<40)
    func equalsRationalArithmetic(block: Int) throws {
        for seed in block * 50 + 1...block * 50 + 50 {
            let randomCase = try StructureCase(seed: UInt64(seed))
            let network = randomCase.network
            let layout = ParameterLayout(network)
            let loss = Loss.squaredError(.sum)
            let dense = gradients(
                DensePath(network.layers, layout: layout, loss: loss, capacity: randomCase.inputs.rows), randomCase)
            let exact = DualEvaluation(network: network)
            for (l, layer) in network.layers.enumerated() where layer.dense.isTrainable {
                for (tensor, found) in zip(layer.parameters, dense.layers[l].parameters) {
                    for k in tensor.elements.indices {
                        let place = DualEvaluation.Place(layer: l, tensor: tensor.name, index: k)
                        let wanted = exact.loss(randomCase.inputs, randomCase.targets, by: place)
                        try #require(Rational(dense.loss) == wanted.value, "\(randomCase)")
                        guard tensor.isUsed(k, by: layer) else { continue }
                        try #require(Rational(found.elements[k]) == wanted.slope, "\(randomCase), \(place)")
                    }
                }
            }
        }
    }

    @Test("The reference path and the dense path agree bit for bit where sums are exact", arguments: 3001...3200)
    func pathsAgree(seed: Int) throws {
        let randomCase = try StructureCase(seed: UInt64(seed))
        let (network, loss) = (randomCase.network, Loss.squaredError(.halfSum))
        let layout = ParameterLayout(network)
        let dense = gradients(
            DensePath(network.layers, layout: layout, loss: loss, capacity: randomCase.inputs.rows), randomCase)
        let reference = gradients(ReferencePath(network, layout: layout, loss: loss), randomCase)
        #expect(dense.loss == reference.loss, "\(randomCase)")
        for l in network.layers.indices where network.layers[l].dense.isTrainable {
            #expect(dense.layers[l] == reference.layers[l], "\(randomCase), layer \(l)")
        }
    }

    @Test("Derivatives agree with central differences for smooth activations", arguments: 4001...4060)
    func agreesWithDifferences(seed: Int) throws {
        let randomCase = try StructureCase(seed: UInt64(seed), activations: [.tanh, .sigmoid, .softplus, .identity])
        let samples = SampleSet(signals: randomCase.inputs, targets: randomCase.targets)
        let check = try GradientCheck(
            of: randomCase.network, on: samples, loss: .squaredError(.mean), entriesPerTensor: 8)
        #expect(check.comparisons.isEmpty || check.agrees(), "\(randomCase): \(check)")
    }

    @Test("A lowered network computes the same rational outputs", arguments: 5001...5200)
    func loweringIsExact(seed: Int) throws {
        let randomCase = try StructureCase(seed: UInt64(seed))
        let exact = try randomCase.network.converted(to: Rational.self).lowered()
        let chain = exact.layers.allSatisfy { $0.dense.isPlain }
        #expect(chain, "\(randomCase)")
        let outputs = Backpropagation(exact).forward(randomCase.inputs.map { Rational($0) }).outputs
        for row in 0..<randomCase.inputs.rows {
            let wanted = DualEvaluation(network: randomCase.network).outputs(Array(randomCase.inputs.row(row)))
            #expect(Array(outputs.row(row)) == wanted.map(\.value), "\(randomCase)")
        }
    }
}

extension Layer.Parameters {
    /// Whether some entry of the layer's weight is this parameter: taps that lie beyond the padding are not kept.
    fileprivate func isUsed(_ k: Int, by layer: Layer<Element>) -> Bool {
        guard name == "weight", let tying = layer.tying else { return true }
        return tying.sources.contains(Int32(k))
    }
}
