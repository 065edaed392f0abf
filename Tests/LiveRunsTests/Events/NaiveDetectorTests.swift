import Networks
import Testing

@testable import LiveRuns

/// The detector finds what a search through the whole history finds.
@Suite struct NaiveDetectorTests {
    /// A random walk of all parameters.
    private struct Walk {
        let length = 5
        let units = 6
        var weights: [Double]
        var bias: Double
        var w: [Double]
        var b: [Double]
        var step: Double
        var random: Random

        init(seed: UInt64, step: Double) {
            var random = Random(state: seed)
            weights = (0..<length).map { _ in random.next(0.2...1) }
            bias = random.next(-1...1)
            w = (0..<units).map { _ in random.next(-1...1) }
            b = (0..<units).map { _ in random.next(-2...2) }
            (self.random, self.step) = (random, step)
        }

        /// Moves everything a little, back towards where a network would be, some weights to 0 and some units not at
        /// all while they sleep.
        mutating func move() {
            for j in weights.indices { weights[j] += step * random.next(-1...1) + step / 20 * (0.4 - weights[j]) }
            bias += step * random.next(-1...1) - step / 20 * bias
            let z = codes
            for k in w.indices {
                let sleeps = z.allSatisfy { w[k] * $0 + b[k] <= 0 }
                guard !sleeps || random.next(0...1) < 0.1 else { continue }
                w[k] += step * random.next(-1...1)
                b[k] += step * random.next(-1...1) - step / 20 * b[k]
                if random.next(0...1) < 0.001 { w[k] = 0 }
                // A big step now and then.
                if random.next(0...1) < 0.002 { b[k] += random.next(-3...3) }
            }
        }

        var codes: [Double] {
            (0...length).map { theta in
                // As the detector sums them.
                var sum = 0.0
                for j in 0..<theta { sum += weights[length - 1 - j] }
                return sum + bias
            }
        }
    }

    private struct Random {
        var state: UInt64

        mutating func next(_ range: ClosedRange<Double>) -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let unit = Double(state >> 11) / Double(1 << 53)
            return range.lowerBound + unit * (range.upperBound - range.lowerBound)
        }
    }

    @Test(
        "all pairs, every epoch, give the same events",
        arguments: [0.002, 0.01, 0.03, 0.1], [Activation.relu, .leakyReLU(slope: 0.1)])
    func sameEvents(step: Double, activation: Activation) throws {
        var kinds: Set<String> = []
        for seed in 1...4 {
            var walk = Walk(seed: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15, step: step)
            var script = try EventScript(
                length: walk.length, weights: walk.weights, w: walk.w, b: walk.b, activation: activation)
            script.bias = walk.bias
            // The script's own first state is not the walk's: begin afresh.
            script.detector = EventDetector(
                try script.network, samples: try EventScript.samples(walk.length),
                training: Training(loss: .squaredError(.mean), optimizer: .rmsProp(learningRate: 0.01)),
                limit: 1_000_000)
            script.epoch = -1
            var states: [NaiveDetector.State] = []
            for _ in 0...3000 {
                (script.weights, script.bias, script.w, script.b) = (walk.weights, walk.bias, walk.w, walk.b)
                script.observe()
                states.append(NaiveDetector.State(w: walk.w, b: walk.b, z: walk.codes))
                walk.move()
            }
            let naive = NaiveDetector(states: states, canSleep: activation == .relu).lines(
                sequence: Array(0...walk.length))
            let found = script.detector.lines
            #expect(Set(found).count == found.count)
            #expect(Set(found).subtracting(naive).sorted() == [])
            #expect(naive.subtracting(found).sorted() == [])
            kinds.formUnion(found.compactMap { $0.split(separator: " ").first.map(String.init) })
        }
        // The walks are of use only where things happen.
        #expect(kinds.isSuperset(of: ["pass", "turn"]))
    }
}
