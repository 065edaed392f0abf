import Testing

@testable import Networks

/// The dense path against the reference: equal where sums are exact, close elsewhere.
@Suite struct DensePathTests {
    private func evaluate<S: TrainableScalar>(
        _ network: Network<S>, _ inputs: Matrix<S>, _ targets: Matrix<S>, _ loss: Loss, dense: Bool,
        kernels: ArrayKernels<S> = S.arrayKernels
    ) -> (loss: Double, gradient: [S]) {
        let layout = ParameterLayout(network)
        let parameters = AlignedBuffer<S>(count: layout.count)
        let gradient = AlignedBuffer<S>(count: layout.count)
        layout.write(network, to: parameters.pointer)
        let path: any LossGradient<S> =
            dense
            ? DensePath(network.layers, layout: layout, loss: loss, capacity: inputs.rows, kernels: kernels)
            : ReferencePath(network, layout: layout, loss: loss)
        let (x, y) = (AlignedBuffer(inputs.elements), AlignedBuffer(targets.elements))
        let value = path.evaluate(
            parameters: parameters.pointer,
            rows: SampleRows(inputs: x.pointer, targets: y.pointer, count: inputs.rows), gradient: gradient.pointer)
        return (value, Array(UnsafeBufferPointer(start: gradient.pointer, count: layout.count)))
    }

    private func expectEqual<S: TrainableScalar>(_ randomCase: RandomCase, as type: S.Type) {
        let network = randomCase.network.converted(to: S.self)
        let (x, y) = (randomCase.inputs.map { S($0) }, randomCase.targets.map { S($0) })
        let dense = evaluate(network, x, y, randomCase.loss, dense: true)
        let reference = evaluate(network, x, y, randomCase.loss, dense: false)
        #expect(dense.loss == reference.loss, "\(randomCase)")
        #expect(dense.gradient == reference.gradient, "\(randomCase)")
    }

    @Test("Double equals the reference on dyadic inputs", arguments: 1...300)
    func equalsReferenceInDouble(seed: Int) throws {
        let widths = [1, 2, 3, 5, 7, 8, 9, 15, 16, 17, 31, 33]
        expectEqual(try RandomCase.dyadic(seed: UInt64(seed), widths: widths, depth: 1...4), as: Double.self)
    }

    @Test("Float equals the reference on dyadic inputs", arguments: 1001...1200)
    func equalsReferenceInFloat(seed: Int) throws {
        let widths = [1, 2, 3, 7, 15, 16, 17, 32, 33]
        expectEqual(try RandomCase.dyadic(seed: UInt64(seed), widths: widths, depth: 1...2), as: Float.self)
    }

    @Test("Every activation and loss is close to the reference", arguments: 2001...2200)
    func closeToReference(seed: Int) throws {
        let randomCase = try RandomCase.general(seed: UInt64(seed))
        let dense = evaluate(randomCase.network, randomCase.inputs, randomCase.targets, randomCase.loss, dense: true)
        let reference = evaluate(
            randomCase.network, randomCase.inputs, randomCase.targets, randomCase.loss, dense: false)
        #expect(abs(dense.loss - reference.loss) <= 1e-13 * (1 + abs(reference.loss)), "\(randomCase)")
        let scale = reference.gradient.map(abs).max() ?? 0
        for (a, b) in zip(dense.gradient, reference.gradient) {
            #expect(abs(a - b) <= 1e-12 * scale, "\(randomCase)")
        }
    }

    @Test("The C kernels and their scalar twins train to the same bits", arguments: [1, 2, 15, 16, 17, 33])
    func twinsGiveTheSameBits(length: Int) throws {
        let network = try Network<Float>(inputs: length, initialization: .uniform(-0.5...0.5), seed: 3) {
            Dense(1)
            Dense(length + 1, activation: .relu)
            Dense(length, activation: .leakyReLU(slope: 0.1), bias: false)
        }
        let x = try StepFunctions(length: length, amplitude: 5).samples().signals.map { Float($0) }
        let c = evaluate(network, x, x, .squaredError(.mean), dense: true)
        let twin = evaluate(network, x, x, .squaredError(.mean), dense: true, kernels: .scalarTwin)
        #expect(c.loss == twin.loss)
        #expect(c.gradient.map(\.bitPattern) == twin.gradient.map(\.bitPattern))
    }

    @Test("A frozen layer's gradient is not computed, and those above it are unchanged")
    func frozenLayers() throws {
        var network = try Network<Double>(inputs: 6, initialization: .uniform(-1...1), seed: 4) {
            Dense(1)
            Dense(6, activation: .relu)
            Dense(6, activation: .relu, bias: false)
        }
        let x = try StepFunctions(length: 6).samples().signals
        let all = evaluate(network, x, x, .squaredError(.mean), dense: true)
        network.layers[0].dense.isFrozen = true
        let frozen = evaluate(network, x, x, .squaredError(.mean), dense: true)
        let layout = ParameterLayout(network)
        #expect(frozen.gradient[..<layout.weights[1].offset].allSatisfy { $0 == 0 })
        #expect(frozen.gradient[layout.weights[1].offset...] == all.gradient[layout.weights[1].offset...])
    }
}
