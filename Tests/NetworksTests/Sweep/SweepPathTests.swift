import Testing

@testable import Networks

/// The sweep against the reference: equal where sums are exact, close elsewhere.
@Suite struct SweepPathTests {
    /// A network encoder → code → hidden → outputs with data, as the sweep serves them.
    struct SweepCase: CustomStringConvertible {
        let seed: UInt64
        var network: Network<Double>
        var inputs: Matrix<Double>
        var targets: Matrix<Double>
        let loss: Loss

        var description: String {
            let widths = network.layers.map { "\($0.outputs) \($0.dense.activation)\($0.bias == nil ? "" : " +b")" }
            return
                "seed \(seed): \(network.inputs) → \(widths.joined(separator: " → ")); \(loss); \(inputs.rows) samples"
        }

        /// Dyadic numbers make ties in the code, samples on kinks, w = 0 and dead units common.
        init(seed: UInt64, dyadic: Bool, size: ClosedRange<Int>, outputs given: ClosedRange<Int>? = nil) throws {
            var stream = RandomStream(seed: seed, purpose: .signals, index: 99)
            func draw() -> Double {
                dyadic ? Double(stream.index(below: 9) - 4) / 4 : stream.uniform(in: -1...1)
            }
            func pick<T>(_ list: [T]) -> T { list[stream.index(below: list.count)] }
            func between(_ range: ClosedRange<Int>) -> Int { range.lowerBound + stream.index(below: range.count) }
            let inputs = between(1...6)
            let outputs = between(given ?? size)
            let slope: Double = dyadic ? 0.5 : 0.1
            loss = pick([
                .squaredError(.sum), .squaredError(.halfSum), .hingeResidual(.sum), .hingeResidual(.halfSum),
            ])
            var output: Activation = pick([.identity, .relu, .leakyReLU(slope: slope)])
            if case .hingeResidual = loss { output = .relu }
            var descriptions = [
                Dense(
                    1, activation: pick([.identity, .identity, .leakyReLU(slope: slope)]), bias: pick([true, false])),
                Dense(
                    between(size), activation: pick([.relu, .relu, .leakyReLU(slope: slope)]),
                    bias: pick([true, true, false])),
                Dense(outputs, activation: output, bias: pick([true, false])),
            ]
            if stream.index(below: 3) == 0 { descriptions.insert(Dense(3, activation: .relu), at: 0) }
            var network = try Network<Double>(inputs: inputs, layers: descriptions, initialization: .zeros, seed: 1)
            for l in network.layers.indices {
                network.layers[l].weight.elements = network.layers[l].weight.elements.map { _ in draw() }
                network.layers[l].bias = network.layers[l].bias?.map { _ in draw() }
            }
            let samples = between(1...40)
            self.seed = seed
            self.network = network
            self.inputs = Matrix(rows: samples, columns: inputs, elements: (0..<samples * inputs).map { _ in draw() })
            targets = Matrix(rows: samples, columns: outputs, elements: (0..<samples * outputs).map { _ in draw() })
        }
    }

    /// Loss, gradient and activation pattern by a sweep in one of its arithmetics, given sparse signals or not.
    private func sweep<Arithmetic: SweepArithmetic>(
        _ sweepCase: SweepCase, by arithmetic: Arithmetic.Type, sparse: Bool = false
    ) -> (loss: Double, gradient: Network<Arithmetic.Element>, activeRows: [Set<Int>]) {
        typealias S = Arithmetic.Element
        let network = sweepCase.network.converted(to: S.self)
        let layout = ParameterLayout.forSweep(network)
        let path = SweepPath<Arithmetic>(
            SweepRequest(
                network: network, layout: layout, loss: sweepCase.loss, capacity: sweepCase.inputs.rows,
                signals: sparse ? sweepCase.inputs : nil))
        let parameters = AlignedBuffer<S>(count: layout.count)
        let gradient = AlignedBuffer<S>(count: layout.count)
        layout.write(network, to: parameters.pointer)
        let rows = SweepRowsBuffer<S>(sweepCase)
        let loss = path.evaluate(
            parameters: parameters.pointer, rows: rows.rows, gradient: gradient.pointer)
        var result = network
        layout.read(gradient.pointer, into: &result)
        return (loss, result, path.activeRows)
    }

    private func reference(_ sweepCase: SweepCase) -> Gradients<Double> {
        Backpropagation(sweepCase.network).gradients(
            inputs: sweepCase.inputs, targets: sweepCase.targets, loss: sweepCase.loss)
    }

    @Test("Double equals the reference on dyadic inputs, kinks and ties included", arguments: 0..<50)
    func equalsReference(block: Int) throws {
        for k in 0..<100 {
            // Every number of outputs from 1 to 70; hidden layers as wide in one case of five.
            let outputs = 1 + (100 * block + k) % 70
            var sweepCase = try SweepCase(
                seed: UInt64(1 + 100 * block + k), dyadic: true, size: 1...(k % 5 == 0 ? 70 : 18),
                outputs: outputs...outputs)
            // Every other case has few entries in its signals, so that a linear encoder takes them as sparse.
            let width = sweepCase.inputs.columns
            if k % 2 == 0 {
                for at in sweepCase.inputs.elements.indices where at % width != at / width % (2 * width) {
                    sweepCase.inputs.elements[at] = 0
                }
            }
            let expected = reference(sweepCase)
            let found = sweep(sweepCase, by: DoubleSweep.self, sparse: k % 2 == 0)
            #expect(found.loss == expected.loss, "\(sweepCase)")
            for (layer, wanted) in zip(found.gradient.layers, expected.layers) {
                #expect(layer.weight == wanted.weight, "\(sweepCase)")
                #expect(layer.bias == wanted.bias, "\(sweepCase)")
            }
            let hidden = Backpropagation(sweepCase.network).forward(sweepCase.inputs)
                .preactivations[sweepCase.network.layers.count - 2]
            for unit in 0..<hidden.columns {
                let rows = Set((0..<hidden.rows).filter { hidden[$0, unit] > 0 })
                #expect(found.activeRows[unit] == rows, "unit \(unit), \(sweepCase)")
            }
        }
    }

    @Test("On real inputs the gradient is close, closer with double accumulators", arguments: 5000..<5060)
    func closeToReference(seed: Int) throws {
        let sweepCase = try SweepCase(seed: UInt64(seed), dyadic: false, size: 1...70)
        #expect(worstError(sweepCase, by: DoubleSweep.self) < 1e-12, "\(sweepCase)")
        #expect(worstError(sweepCase, by: DoubleAccumulatorSweep.self) < 1e-6, "\(sweepCase)")
        #expect(worstError(sweepCase, by: SingleSweep.self) < 1e-3, "\(sweepCase)")
    }

    @Test("Sparse signals are taken in the network's precision", arguments: 1...20)
    func sparseSignals(seed: Int) throws {
        var given = try SweepCase(seed: UInt64(seed), dyadic: false, size: 1...9)
        let width = given.inputs.columns
        given.inputs = Matrix(
            rows: given.inputs.rows, columns: width,
            elements: (0..<given.inputs.rows * width).map { $0 % width == $0 / width ? 0.1 : 0 })
        let sparse = sweep(given, by: DoubleAccumulatorSweep.self, sparse: true)
        let dense = sweep(given, by: DoubleAccumulatorSweep.self)
        #expect(abs(sparse.loss - dense.loss) <= 1e-13 * dense.loss, "\(given)")
    }

    /// The largest relative error, in the norm of a layer, against the reference in
    /// double precision on the same parameters.
    private func worstError<Arithmetic: SweepArithmetic>(_ given: SweepCase, by arithmetic: Arithmetic.Type) -> Double {
        var rounded = given
        rounded.network = given.network.converted(to: Arithmetic.Element.self).converted(to: Double.self)
        rounded.inputs = given.inputs.map { Arithmetic.Element($0).doubleValue }
        rounded.targets = given.targets.map { Arithmetic.Element($0).doubleValue }
        let expected = reference(rounded)
        let found = sweep(given, by: arithmetic)
        return zip(found.gradient.layers, expected.layers).map { layer, wanted in
            let a = layer.weight.elements.map(\.doubleValue) + (layer.bias ?? []).map(\.doubleValue)
            let b = wanted.weight.elements + (wanted.bias ?? [])
            let norm = b.reduce(0) { $0 + $1 * $1 }.squareRoot()
            let error = zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
            return norm > 0 ? error / norm : error
        }.max() ?? 0
    }
}

/// The samples of a case as the sweep takes them: targets in rows of whole vectors.
struct SweepRowsBuffer<S: KernelScalar> {
    private let inputs: AlignedBuffer<S>
    private let targets: AlignedBuffer<S>
    private let count: Int

    init(_ sweepCase: SweepPathTests.SweepCase) {
        inputs = AlignedBuffer(sweepCase.inputs.elements.map { S($0) })
        count = sweepCase.inputs.rows
        let width = sweepCase.targets.columns
        let stride = ParameterLayout.padded(width)
        targets = AlignedBuffer(count: count * stride)
        for (k, value) in sweepCase.targets.elements.enumerated() {
            targets.pointer[k / width * stride + k % width] = S(value)
        }
    }

    var rows: SampleRows<S> { SampleRows(inputs: inputs.pointer, targets: targets.pointer, count: count) }
}
