import Analysis
import Exact
import Networks
import Testing

@Suite struct ExactReconstructionTests {
    @Test("The walk over kinks equals the reference in rational numbers, deep decoders included", arguments: 0..<300)
    func walkEqualsReference(seed: Int) throws {
        var stream = RandomStream(seed: UInt64(seed), purpose: .signals, index: 5)
        let network = try RandomDecoder.network(&stream, depth: seed % 4, coarse: seed % 3 > 0)
        let samples = RandomDecoder.samples(&stream, inputs: network.inputs)
        let exact = try ExactNetwork(network)
        let found = try ExactReconstruction(exact, on: ExactSamples(samples, in: Double.self))
        let pass = Backpropagation(exact.network).forward(samples.signals.map { Rational($0) })
        #expect(found.errors.map(\.sample) == Array(0..<samples.count))
        for error in found.errors {
            let differences = zip(pass.outputs.row(error.sample), samples.targets.row(error.sample)).map {
                $0 - Rational($1)
            }
            #expect(error.error.magnitude == differences.map(\.magnitude).max(), "seed \(seed)")
            #expect(error.wrongOutputs == differences.count { !$0.isZero }, "seed \(seed)")
            #expect(error.error == differences[error.output] || error.wrongOutputs == 0, "seed \(seed)")
            // Of equal errors the first: what a certificate names, and what is told of it, is the same output.
            #expect(
                error.output == differences.firstIndex { $0.magnitude == error.error.magnitude } ?? -1, "seed \(seed)")
        }
        let most = found.errors.map(\.error.magnitude).max() ?? .zero
        #expect(found.worst?.sample == found.errors.first { $0.error.magnitude == most }?.sample, "seed \(seed)")
        if let layer = exact.scalarCodeLayer { #expect(found.codes == pass.activations[layer].elements) }
    }

    @Test("The corrected construction is admissible in every sense", arguments: Array(1...20) + [129])
    func reversedSolution(n: Int) throws {
        for (amplitude, orientation) in [(5.0, Orientation.trailingOnes), (1, .leadingOnes), (0.75, .trailingOnes)] {
            let steps = StepFunctions(length: n, amplitude: .one(amplitude), orientation: orientation)
            let network: Network<Float> = try CanonicalAutoencoder(steps).network()
            let samples = try steps.samples()
            let found = try ExactReconstruction(ExactNetwork(network), on: ExactSamples(samples, in: Float.self))
            #expect(found.isExact && found.wrongSamples == 0)
            #expect(network.layers[2].weight.elements.count { $0 != 0 } == 2 * n - 1)
            let evaluation = IEEEEvaluation(network, on: samples)
            #expect(evaluation.isExact && evaluation.isExactInAnyOrder)
        }
    }

    @Test("An amplitude of 24 bits is not reproduced: its multiples do not fit")
    func longAmplitude() throws {
        let steps = StepFunctions(length: 33, amplitude: 0.1)
        let network: Network<Float> = try CanonicalAutoencoder(steps).network()
        let found = try ExactReconstruction(
            ExactNetwork(network), on: ExactSamples(steps.samples(), in: Float.self))
        #expect(!found.isExact)
        #expect(!IEEEEvaluation(network, on: try steps.samples()).isExactInAnyOrder)
    }

    @Test(
        "The naive solution fails at the blank's last output only, and no last layer can repair it",
        arguments: Array(2...20) + [129])
    func naiveSolution(n: Int) throws {
        let steps = StepFunctions(length: n, amplitude: 5)
        let exact = try ExactNetwork(try NaiveSolution(steps).network(as: Float.self))
        let samples = try ExactSamples(steps.samples(), in: Float.self)
        let found = try ExactReconstruction(exact, on: samples)
        #expect(found.wrongSamples == 1)
        #expect(found.worst?.sample == n && found.worst?.output == n - 1 && found.worst?.error == 5)
        guard case .impossible(let obstruction) = LastLayerAnswer(exact, on: samples) else {
            Issue.record("a last layer was thought possible")
            return
        }
        #expect(obstruction.output == n - 1)
        #expect(obstruction.origin == .affine(n - 2, n - 1, n))
        #expect(obstruction.multipliers == (0...n).map { $0 > n - 2 || $0 == n - 2 ? ($0 == n - 1 ? -2 : 1) : 0 })
    }

    @Test("Non-finite and smooth networks are refused by name")
    func refusals() throws {
        var network: Network<Double> = try CanonicalAutoencoder(StepFunctions(length: 3)).network()
        network.layers[1].bias?[0] = .nan
        #expect { try ExactNetwork(network) } throws: { ($0 as? ExactnessError)?.place == "layers.1" }
        network.layers[1].bias?[0] = 0
        network.layers[1].dense.activation = .tanh
        #expect { try ExactNetwork(network) } throws: { ($0 as? ExactnessError)?.place == "layers.1.activation" }
        network.layers[1].dense.activation = .relu
        let other = try ExactSamples(StepFunctions(length: 4).samples(), in: Double.self)
        let exact = try ExactNetwork(network)
        #expect { try ExactReconstruction(exact, on: other) } throws: { ($0 as? ExactnessError)?.place == "samples" }
    }

    private func evaluation(weight: Float, activation: Activation = .identity, signal: Double) throws -> IEEEEvaluation
    {
        let network = try Network<Float>(
            inputs: 1,
            layers: [
                Layer(
                    dense: Dense(1, activation: activation, bias: false),
                    weight: Matrix(rows: 1, columns: 1, elements: [weight]), bias: nil)
            ])
        return IEEEEvaluation(
            network,
            on: SampleSet(
                signals: Matrix(rows: 1, columns: 1, elements: [signal]),
                parameters: [SignalParameters(position: nil, amplitude: 1, transitions: [], levels: [0])]))
    }

    @Test("Rounded products are noticed, with weights and with leaky slopes")
    func roundedProducts() throws {
        #expect(try evaluation(weight: 2, signal: 0x1.000002p0).isExactInAnyOrder)
        #expect(try !evaluation(weight: 0x1.000002p0, signal: 0x1.000002p0).isExactInAnyOrder)
        #expect(try !evaluation(weight: 0x1p-100, signal: 0x1p-100).isExactInAnyOrder, "a product that vanishes")
        for (slope, isExact) in [(0.5, true), (0.1, false), (0x1.000002p-1, false), (0, true)] {
            let found = try evaluation(weight: -1, activation: .leakyReLU(slope: slope), signal: 16_777_213)
            #expect(found.isExactInAnyOrder == isExact, "slope \(slope)")
            let form = Activation.form(ActivationForm(.leakyReLU, ["slope": slope, "slopeAtKink": 1]))
            let other = try evaluation(weight: -1, activation: form, signal: 16_777_213)
            #expect(other.isExactInAnyOrder == isExact, "slope \(slope) with 1 at the kink")
        }
    }

    @Test("A leaky slope is the number that evaluation multiplies with")
    func leakySlope() throws {
        let network = try Network<Float>(
            inputs: 1,
            layers: [
                Layer(
                    dense: Dense(1, activation: .leakyReLU(slope: 0.1), bias: false),
                    weight: Matrix(rows: 1, columns: 1, elements: [1]), bias: nil)
            ])
        let pass = Backpropagation(try ExactNetwork(network).network).forward(
            Matrix(rows: 1, columns: 1, elements: [-1]))
        #expect(pass.outputs.elements.first == Rational(exactly: -Float(0.1)))
    }

    @Test("A walk over pieces that double with every layer ends")
    func deepTents() throws {
        // The tent map, thirty times over.
        var layers = [Layer<Double>]()
        func layer(_ rows: [[Double]], _ bias: [Double]?, _ activation: Activation = .identity) {
            layers.append(
                Layer(
                    dense: Dense(rows.count, activation: activation, bias: bias != nil),
                    weight: Matrix(rows: rows.count, columns: rows[0].count, elements: rows.flatMap { $0 }), bias: bias)
            )
        }
        layer([[1]], nil)
        for _ in 0..<30 {
            layer([[1], [1]], [0, -0.5], .relu)
            layer([[2, -4]], nil)
        }
        layer([[1]], nil, .relu)
        let exact = try ExactNetwork(Network(inputs: 1, layers: layers))
        let samples = SampleSet(
            signals: Matrix(rows: 2, columns: 1, elements: [0.25, 0x1p-31]),
            parameters: (0..<2).map { _ in
                SignalParameters(position: nil, amplitude: 1, transitions: [], levels: [0])
            }, targets: Matrix(rows: 2, columns: 1, elements: [0, 0.5]))
        let data = try ExactSamples(samples, in: Double.self)
        #expect(try ExactReconstruction(exact, on: data).isExact)
        #expect(throws: ExactnessError.self) { try DecoderAtlas(exact, on: data) }
    }

    @Test("Order-independence is claimed only where it holds")
    func anyOrder() throws {
        // 2^24 + 1 + 1: in single precision the order of the terms decides.
        let network = try Network<Float>(
            inputs: 3,
            layers: [Layer(dense: Dense(1, bias: false), weight: Matrix(rows: 1, columns: 3, repeating: 1), bias: nil)])
        func evaluation(_ values: [Double], order: UInt64? = nil) -> IEEEEvaluation {
            IEEEEvaluation(
                network,
                on: SampleSet(
                    signals: Matrix(rows: 1, columns: 3, elements: values),
                    parameters: [SignalParameters(position: nil, amplitude: 1, transitions: [], levels: [0])],
                    targets: Matrix(rows: 1, columns: 1, elements: [16_777_218])), order: order)
        }
        #expect(!evaluation([16_777_216, 1, 1]).isExactInAnyOrder)
        #expect(Set((0..<20).map { evaluation([16_777_216, 1, 1], order: $0).maxAbsoluteError }) == [0, 2])
        #expect(evaluation([16_777_210, 2, 2]).isExactInAnyOrder)
        #expect(!evaluation([16_777_215, 1, 1]).isExactInAnyOrder, "each term fits, and their sum does not")
        #expect(!evaluation([0.1, 0.2, 0.3]).isExactInAnyOrder)
        #expect(!evaluation([0x1p127, 0x1p127, 0]).isExactInAnyOrder, "it overflows")
        #expect(!evaluation([0x1p127, 0x1p127, -0x1p127]).isExactInAnyOrder, "it overflows in some order")
        #expect(!evaluation([0x1p-140, 0, 0]).isExactInAnyOrder, "subnormal")
    }
}
