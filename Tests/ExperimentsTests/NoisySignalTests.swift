import Analysis
import Networks
import Testing

@testable import Experiments

/// Noise as a spec asks for it, and networks that take raw data.
@Suite struct NoisySignalTests {
    private func signals(_ yaml: String) throws(SpecError) -> SignalSpec { try SignalSpec(yaml: yaml, source: "test") }

    private static let steps = "family: step, length: 12, amplitude: 5"

    @Test("The noise is the same in either precision, but for the rounding, and for whatever is held out")
    func precision() throws {
        let noisy = try signals("{ \(Self.steps), noise: { deviation: 0.1, seed: 7, copies: 3 } }")
        let double = try noisy.data(in: .float64).training
        #expect(double.count == 39 && double.isReconstructing && !double.isAutoencoding)
        let single = try noisy.data(in: .float32).training
        #expect(single.signals.elements == double.signals.elements.map { Double(Float($0)) })
        let held = try signals(
            "{ \(Self.steps), noise: { deviation: 0.1, seed: 7, copies: 3 }, holdOut: { every: 4 }, test: { gap: [3, 5] } }"
        ).data(in: .float64)
        #expect(held.training.count + (held.heldOut?.count ?? 0) + (held.test?.count ?? 0) == 39)
        for part in [held.training, try #require(held.heldOut), try #require(held.test)] {
            for i in 0..<part.count {
                let position = try #require(part.positions[i])
                let row = 3 * (12 - Int(position)) + i % 3
                #expect(Array(part.signals.row(i)) == Array(double.signals.row(row)))
            }
        }
        #expect(try #require(held.test).positions.compactMap(\.self) == [5, 5, 5, 4, 4, 4, 3, 3, 3])
    }

    @Test("Copies are held out by their number, beside other parts that keep them together")
    func copies() throws {
        let noise = "noise: { deviation: 0.1, seed: 7, copies: 4 }"
        let all = try signals("{ \(Self.steps), \(noise) }").data(in: .float64).training
        let held = try signals(
            "{ \(Self.steps), \(noise), holdOut: { label: { name: copy, range: [3, 9] } }, test: { gap: [3, 5] } }"
        ).data(in: .float64)
        let (heldOut, test) = (try #require(held.heldOut), try #require(held.test))
        #expect((held.training.count, heldOut.count, test.count) == (30, 10, 12))
        #expect(heldOut.labels["copy"] == Array(repeating: 3, count: 10))
        #expect(Array(heldOut.signals.row(0)) == Array(all.signals.row(3)))
        #expect(Set(test.positions) == [3, 4, 5])
        let both = try signals(
            "{ \(Self.steps), \(noise), holdOut: { label: { name: copy, range: [0, 0] } }, "
                + "test: { label: { name: copy, range: [0, 1] } } }")
        #expect(throws: SignalError.self) { try both.data(in: .float64) }
        for range in ["[0, 3]", "[4, 5]"] {
            let bad = try signals("{ \(Self.steps), \(noise), holdOut: { label: { name: copy, range: \(range) } } }")
            let error = #expect(throws: SignalError.self) { try bad.data(in: .float64) }
            #expect(error?.place == "holdOut.label")
        }
        let single = try signals(
            "{ \(Self.steps), noise: { deviation: 1 }, holdOut: { label: { name: copy, range: [0, 0] } } }")
        let error = #expect(throws: SignalError.self) { try single.data(in: .float64) }
        #expect(error?.problem.contains("no label copy") == true)
    }

    @Test("Noise that a precision cannot hold is refused at its deviation, an amplitude at its own key")
    func tooMuchNoise() throws {
        let noisy = try signals("{ \(Self.steps), noise: { deviation: 3e38 } }")
        let error = #expect(throws: SignalError.self) { try noisy.data(in: .float32) }
        #expect(error?.place == "noise.deviation" && error?.problem.contains("infinite in float32") == true)
        #expect(try noisy.data(in: .float64).training.count == 13)
        let large = try signals("{ family: step, length: 3, amplitude: 1e39, noise: { deviation: 1 } }")
        #expect(#expect(throws: SignalError.self) { try large.data(in: .float32) }?.place == "amplitude")
    }

    @Test("What is only true of step functions is not said of noisy ones")
    func steps() throws {
        let noisy = try signals("{ \(Self.steps), noise: { deviation: 0.1 } }")
        #expect(noisy.steps == nil && noisy.isAutoencoding)
        #expect(try signals("{ \(Self.steps), noise: none }").steps != nil)
        let network = try CanonicalAutoencoder(StepFunctions(length: 12, amplitude: 5)).network(as: Double.self)
        let clean = try Certification(.float64(network), signals: signals("{ \(Self.steps) }"))
        #expect(clean.isProved)
        let certification = try Certification(.float64(network), signals: noisy, polishing: true)
        #expect(!certification.isProved && !certification.isPolished)
    }

    @Test(
        "Samples of every family are certified bit for bit",
        arguments: [
            "{ family: gaussian, length: 5, width: 0.7 }", "{ family: sinusoid, length: 5 }",
            "{ family: ramp, length: 5 }", "{ family: box, length: 4, width: 3 }",
            "{ family: dirac, length: 4, positionsPerEntry: 3 }",
            "{ family: step, length: 4, noise: { deviation: 0.3, target: noisy } }",
        ])
    func certified(yaml: String) throws {
        let spec = try signals(yaml)
        let data = try spec.data(in: .float64)
        let n = data.training.length
        var network = try Network<Double>(
            inputs: n, layers: [Dense(n, bias: false)], initialization: .zeros, seed: 1)
        for j in 0..<n { network.layers[0].weight[j, j] = 1 }
        #expect(try Certification(.float64(network), signals: spec).isProved)
        network.layers[0].weight[n - 1, n - 1] = 1.nextUp
        #expect(try !Certification(.float64(network), signals: spec).isProved)
    }

    @Test(
        "What is wrong is refused at its key",
        arguments: [
            ("{ family: step, length: 9, noise: { deviation: 0 } }", "signals.noise.deviation"),
            ("{ family: step, length: 9, noise: { deviation: nan } }", "signals.noise.deviation"),
            ("{ family: step, length: 9, noise: { deviation: 1, copies: 0 } }", "signals.noise.copies"),
            ("{ family: step, length: 9, noise: { copies: 2 } }", "signals.noise"),
            ("{ family: step, length: 9, noise: loud }", "signals.noise"),
            ("{ family: step, length: 9, noise: { deviation: 1, target: none } }", "signals.noise.target"),
            ("{ file: a.npz, noise: { deviation: 1 } }", "signals.noise"),
            ("{ family: step, length: 9, width: 3 }", "signals.width"),
            ("{ family: gaussian, length: 9, width: -1 }", "signals.width"),
            ("{ family: gaussian, length: 9, width: [1, x] }", "signals.width.1"),
            ("{ family: gaussian, length: 9, width: { from: 1, through: 2 } }", "signals.width"),
            ("{ family: gaussian, length: 9, amplitudeOf: sum }", "signals.amplitudeOf"),
            ("{ family: sinusoid, length: 9, phase: 1 }", "signals.phase"),
            ("{ family: sinusoid, length: 9, frequency: 0 }", "signals.frequency"),
            ("{ family: dirac, length: 9, positionsPerEntry: 0 }", "signals.positionsPerEntry"),
            ("{ family: piecewiseConstant, length: 9, transitions: 1, levels: { grid: 3 } }", "signals.levels.grid"),
            ("{ family: piecewiseConstant, length: 9, transitions: 1, levels: { grid: [3] } }", "signals.levels.grid"),
        ])
    func refusals(yaml: String, key: String) {
        let error = #expect(throws: SpecError.self) { try signals(yaml) }
        #expect(error?.key == key, "\(yaml): \(String(describing: error))")
    }

    @Test(
        "What only the samples show is refused at its key, too",
        arguments: [
            ("{ family: box, length: 4, width: 5 }", "signals.width"),
            ("{ family: box, length: 4, width: 1.5 }", "signals.width"),
            ("{ family: sinusoid, length: 9, frequency: 5 }", "signals.frequency"),
            ("{ family: ramp, length: 1 }", "signals.length"),
            ("{ family: gaussian, length: 9, width: [1, 1] }", "signals.width"),
            ("{ family: step, length: 1000, noise: { deviation: 1, copies: 1048576 } }", "signals.noise.copies"),
            ("{ family: sinusoid, length: 9, target: parameters }", "signals.target"),
            (
                "{ family: piecewiseConstant, length: 9, transitions: 1, levels: { grid: [0, 0] } }",
                "signals.levels.grid"
            ),
        ])
    func data(yaml: String, key: String) throws {
        let spec = try signals(yaml)
        let error = #expect(throws: SpecError.self) { try spec.data(in: .float64, source: "test") }
        #expect(error?.key == key, "\(yaml): \(String(describing: error))")
    }

    @Test("A diagonal layer after the last one is refused where it would be too large")
    func tooWide() throws {
        let count = RawNetwork.mostDiagonal + 1
        let network = try Network<Float>(
            inputs: count, layers: [Dense(1), Dense(count, activation: .relu)], initialization: .zeros, seed: 1)
        let map = Normalisation(
            .minMax, offsets: Array(repeating: 1, count: count), scales: Array(repeating: 2, count: count))
        let error = #expect(throws: SignalError.self) {
            try RawNetwork(.float32(network), map, isAutoencoding: true, in: .float32)
        }
        #expect(error?.problem.contains("4096") == true)
        let inputs = try RawNetwork(.float32(network), map, isAutoencoding: false, in: .float64)
        #expect(!inputs.hasAddedLayer && inputs.network.precision == .float64)
    }
}
