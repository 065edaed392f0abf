import Exact
import Networks
import Testing

@Suite struct LiftingTests {
    /// A network with a scalar code whose parameters are thirds, from a seed.
    private func network(
        seed: Int, inputs: Int, activations: [Activation], biases: [Bool]
    ) throws -> Network<Rational> {
        var stream = RandomStream(seed: UInt64(seed), purpose: .signals, index: 31)
        func draw() -> Rational { Rational(stream.index(below: 25) - 12) / Rational(3) }
        var (layers, columns): ([Layer<Rational>], Int) = ([], inputs)
        for (l, activation) in activations.enumerated() {
            let outputs = l == 0 ? 1 : l == activations.count - 1 ? inputs : 6
            layers.append(
                Layer(
                    dense: Dense(outputs, activation: activation, bias: biases[l], frozen: true, nonNegative: true),
                    weight: Matrix(
                        rows: outputs, columns: columns, elements: (0..<outputs * columns).map { _ in draw() }),
                    bias: biases[l] ? (0..<outputs).map { _ in draw() } : nil))
            columns = outputs
        }
        return try Network(inputs: inputs, layers: layers)
    }

    private func outputs(_ network: Network<Rational>, _ signals: Matrix<Rational>) -> Matrix<Rational> {
        Backpropagation(network).forward(signals).outputs
    }

    /// Activations and biases of networks that can be lifted.
    static let shapes: [([Activation], [Bool])] = [
        ([.identity, .relu, .relu], [true, true, false]), ([.identity, .relu, .identity], [true, true, false]),
        ([.identity, .relu, .relu], [false, true, false]), ([.identity, .relu, .relu], [true, false, false]),
        ([.identity, .relu], [true, true]), ([.identity, .leakyReLU(slope: 0.25), .identity], [true, true, false]),
        ([.identity, .relu, .relu, .relu], [true, true, false, false]),
    ]

    @Test("Lifted is (c/A) f((A/c) x), exactly, wherever the entry of every step is c > 0", arguments: 0..<28)
    func lifted(seed: Int) throws {
        let (activations, biases) = Self.shapes[seed % Self.shapes.count]
        let n = 1 + seed % 8
        let original = try network(seed: seed, inputs: n, activations: activations, biases: biases)
        for orientation in Orientation.allCases {
            for amplitude in [0.75, 5] {
                let lifted = try original.lifted(fromAmplitude: amplitude, orientation: orientation)
                #expect(lifted.layers.allSatisfy { $0.bias == nil })
                #expect(lifted.layers.map(\.dense.activation) == activations)
                #expect(lifted.layers.allSatisfy { !$0.dense.isFrozen && !$0.dense.isNonNegative })
                #expect(lifted.layers.map(\.outputs) == [2] + original.layers.dropFirst().map(\.outputs))
                for c in [
                    Rational(1) / Rational(3), Rational(1), Rational(amplitude), Rational(1_000_000) / Rational(7),
                ] {
                    let factor = c / Rational(amplitude)
                    let steps = StepRows(n, orientation, [c]).signals
                    let expected = outputs(original, steps.map { $0 / factor }).map { factor * $0 }
                    let found = outputs(lifted, steps)
                    // The first sample is the blank.
                    #expect(found.row(0).allSatisfy { $0 == 0 }, "seed \(seed)")
                    #expect(found.nested.dropFirst() == expected.nested.dropFirst(), "seed \(seed)")
                }
                // Not on steps only: the other entries may be anything.
                var stream = RandomStream(seed: UInt64(seed), purpose: .signals, index: 32)
                var others = (0..<n).map { _ in Rational(stream.index(below: 41) - 20) / Rational(3) }
                others[orientation == .leadingOnes ? 0 : n - 1] = Rational(amplitude)
                let signal = Matrix(rows: 1, columns: n, elements: others)
                #expect(outputs(lifted, signal) == outputs(original, signal), "seed \(seed)")
            }
        }
    }

    @Test("In floating point: a trained precision's numbers are kept, and the blank is 0")
    func floatingPoint() throws {
        let steps = StepFunctions(length: 9, amplitude: 0.1)
        let samples = try steps.samples()
        var network = try Network<Float>(
            inputs: 9, layers: CanonicalAutoencoder.layers(length: 9), initialization: .uniform(-0.5...0.5), seed: 3)
        network.layers[0].bias = [0.3]
        let lifted = try network.lifted(fromAmplitude: 0.1, orientation: .trailingOnes)
        let signals = samples.signals.map { Float($0) }
        let (before, after) = (network.forward(signals).outputs, lifted.forward(signals).outputs)
        let blank = try #require(samples.positions.firstIndex(of: 0))
        #expect(after.row(blank).allSatisfy { $0 == 0 } && before.row(blank).contains { $0 != 0 })
        for i in 0..<samples.count where i != blank {
            #expect(zip(before.row(i), after.row(i)).allSatisfy { abs($0 - $1) < 1e-6 })
        }
    }

    private func problem(_ lift: () throws -> Network<Rational>) -> NetworkError? {
        do {
            _ = try lift()
            return nil
        } catch { return error as? NetworkError }
    }

    @Test("A network that cannot be lifted is refused by name")
    func refusals() throws {
        for (activations, biases, what): ([Activation], [Bool], String) in [
            ([.relu, .relu, .relu], [true, true, false], "layers.0.activation"),
            ([.identity, .hardThreshold, .relu], [true, true, false], "layers.1.activation"),
            ([.identity, .relu, .sigmoid], [true, true, false], "layers.2.activation"),
            ([.identity, .relu, .relu], [true, true, true], "layers.2.bias"),
            ([.identity, .relu, .relu, .relu], [true, true, true, false], "layers.2.bias"),
            ([.identity], [true], "layers"),
        ] {
            let network = try network(
                seed: 1, inputs: activations.count == 1 ? 1 : 4, activations: activations, biases: biases)
            let found = problem { try network.lifted(fromAmplitude: 5, orientation: .leadingOnes) }
            guard case .value(what, _) = found else {
                Issue.record("\(activations), \(biases): \(String(describing: found))")
                continue
            }
        }
        let wide: Network<Rational> = try PositionAmplitudeAutoencoder(StepFunctions(length: 4)).network()
        #expect(
            problem { try wide.lifted(fromAmplitude: 5, orientation: .leadingOnes) }
                == .shape(layer: 0, tensor: "weight", found: [4, 4], expected: [1, 4]))
    }

    @Test("Amplitudes that are not positive, nor finite, nor numbers of the precision are refused; so are weights")
    func range() throws {
        let exact = try network(
            seed: 1, inputs: 4, activations: [.identity, .relu, .relu], biases: [true, true, false])
        for amplitude in [0, -1, Double.infinity, -.infinity, .nan] {
            guard
                case .value("amplitude", _) = problem({
                    try exact.lifted(fromAmplitude: amplitude, orientation: .leadingOnes)
                })
            else {
                Issue.record("\(amplitude)")
                continue
            }
        }
        var single = exact.converted(to: Float.self)
        for amplitude in [1e-50, 1e50, 1e-40] {
            #expect(throws: NetworkError.self) {
                try single.lifted(fromAmplitude: amplitude, orientation: .leadingOnes)
            }
        }
        single.layers[2].weight[0, 0] = .nan
        #expect(throws: NetworkError.self) { try single.lifted(fromAmplitude: 5, orientation: .leadingOnes) }
    }
}
