import Analysis
import Exact
import Networks
import Testing

@Suite struct CanonicalPolishTests {
    /// The hat construction with random owners of the gaps, and noise of 1 % on every weight.
    private func noisy<S: TrainableScalar>(
        _ steps: StepFunctions, codeWeight: Double, hidden: Int? = nil, seed: UInt64, as type: S.Type
    ) throws -> Network<S> {
        var stream = RandomStream(seed: seed, purpose: .signals, index: 8)
        let count = hidden ?? steps.length
        var gaps: [Int?] = (0..<count).map { $0 < steps.length ? $0 : nil }
        for k in 0..<max(0, count - 1) { gaps.swapAt(k, k + stream.index(below: count - k)) }
        let weights: [Double] = [0.25, 0.5, 1, 2]
        let units = gaps.map {
            CanonicalAutoencoder.Unit(gap: $0, weight: weights[stream.index(below: 4)])
        }
        var network: Network<S> = try CanonicalAutoencoder(steps, codeWeight: codeWeight, units: units).network()
        for l in network.layers.indices {
            func noise(_ value: S) -> S { value * S(1 + stream.uniform(in: -0.01...0.01)) }
            network.layers[l].weight.elements = network.layers[l].weight.elements.map(noise)
            network.layers[l].bias = network.layers[l].bias?.map(noise)
        }
        return network
    }

    private func check<S: TrainableScalar & BinaryFloatingPoint>(
        _ steps: StepFunctions, codeWeight: Double, hidden: Int? = nil, seed: UInt64, as type: S.Type
    ) throws {
        let network = try noisy(steps, codeWeight: codeWeight, hidden: hidden, seed: seed, as: S.self)
        let samples = try steps.samples()
        let data = try ExactSamples(samples, in: S.self)
        #expect(try !ExactReconstruction(ExactNetwork(network), on: data).isExact, "noise makes it inexact")
        let polish = try CanonicalPolish(network, for: steps)
        #expect(try ExactReconstruction(ExactNetwork(polish.network), on: data).isExact)
        #expect(polish.silencedUnits == (hidden ?? steps.length) - steps.length)
        let single = polish.network.converted(to: Float.self)
        let double = polish.network.converted(to: Double.self)
        #expect(IEEEEvaluation(single, on: samples).isExactInAnyOrder)
        #expect(IEEEEvaluation(double, on: samples).isExactInAnyOrder)
        for order in 1...20 {
            #expect(IEEEEvaluation(single, on: samples, order: UInt64(order)).isExact)
            #expect(IEEEEvaluation(double, on: samples, order: UInt64(order)).isExact)
        }
        #expect(polish.movements.allSatisfy { $0.largest <= 0.03 * max($0.scale, 1) }, "\(polish.movements)")
    }

    @Test("n = 129: exactly 0 in rationals, float32 and float64, in 20 random orders of summation")
    func noisyHats() throws {
        try check(StepFunctions(length: 129, amplitude: 5), codeWeight: 1, seed: 1, as: Float.self)
    }

    @Test(
        "Networks of other sizes, amplitudes, orientations, directions and precisions are polished", arguments: 1...24)
    func variants(seed: Int) throws {
        let steps = StepFunctions(
            length: [1, 2, 5, 17, 33][seed % 5], amplitude: .one([5, 1, 0.75][seed % 3]),
            orientation: seed.isMultiple(of: 2) ? .leadingOnes : .trailingOnes, blank: seed % 7 > 0)
        let codeWeight = [1, -1, 0.125, -4][seed % 4]
        let hidden = seed % 3 == 0 ? steps.length + 3 : steps.length
        if seed.isMultiple(of: 2) {
            try check(steps, codeWeight: codeWeight, hidden: hidden, seed: UInt64(seed), as: Double.self)
        } else {
            try check(steps, codeWeight: codeWeight, hidden: hidden, seed: UInt64(seed), as: Float.self)
        }
    }

    @Test("Kinks inside their gaps are read before outgoing weights")
    func kinksInsideGaps() throws {
        let steps = StepFunctions(length: 9)
        var network: Network<Double> = try CanonicalAutoencoder(steps).network()
        for k in 0..<9 { network.layers[1].bias?[k] -= 0.3 }
        #expect(try CanonicalPolish(network, for: steps).reading == .kinks)
        // Below their codes they lie in the gap before, and one gap is empty.
        for k in 0..<9 { network.layers[1].bias?[k] += 0.4 }
        #expect(try CanonicalPolish(network, for: steps).reading == .outgoingWeights)
    }

    @Test("A network that cannot be rounded is refused with the reason")
    func refusals() throws {
        func part<S: TrainableScalar & BinaryFloatingPoint>(
            _ steps: StepFunctions, as type: S.Type, _ change: (inout Network<S>) -> Void = { _ in }
        ) throws -> String? {
            var network: Network<S> = try CanonicalAutoencoder(StepFunctions(length: steps.length)).network()
            change(&network)
            do {
                _ = try CanonicalPolish(network, for: steps)
                return nil
            } catch {
                return error.place
            }
        }
        #expect(try part(StepFunctions(length: 5, amplitude: 0.1), as: Float.self) == "signals.amplitude")
        #expect(try part(StepFunctions(length: 5, amplitude: 0.1), as: Double.self) == "signals.amplitude")
        #expect(try part(StepFunctions(length: 5, amplitude: .list([1, 2])), as: Double.self) == "signals.amplitude")
        #expect(
            try part(StepFunctions(length: 5), as: Double.self) { $0.layers[0].weight.elements[2] = -1 } == "layers.0")
        // A unit with its kink in its gap, but active below it.
        #expect(
            try part(StepFunctions(length: 5), as: Double.self) {
                $0.layers[1].weight.elements[2] = -1
                $0.layers[1].bias?[2] *= -1
            } == "layers.1")
        #expect(
            try part(StepFunctions(length: 5), as: Double.self) {
                $0.layers[1].weight.elements[2] = -1
            } == "layers.1")
        #expect(
            try part(StepFunctions(length: 5), as: Double.self) { $0.layers[2].dense.activation = .identity }
                == "network")
        #expect(try part(StepFunctions(length: 5), as: Float.self) == nil)
        // Powers of two so small that biases vanish: no exact network.
        #expect(
            try part(StepFunctions(length: 3, amplitude: 0x1p-60), as: Float.self) { network in
                for l in 0...1 {
                    network.layers[l].weight.elements = network.layers[l].weight.elements.map { _ in 0x1p-50 }
                }
                network.layers[1].bias = [0, 0, 0]
                for k in 0..<9 { network.layers[2].weight.elements[k] = k % 4 == 0 ? 1 : 0 }
            } == "network")
        // The widest amplitude that fits 24 bits at n = 5 has 21.
        #expect(try part(StepFunctions(length: 5, amplitude: .one(0x1.FFFFFp0)), as: Float.self) == nil)
        #expect(
            try part(StepFunctions(length: 5, amplitude: .one(0x1.FFFFF8p0)), as: Float.self) == "signals.amplitude")
    }
}
