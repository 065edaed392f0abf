import Testing

@testable import Networks

@Suite struct RandomnessTests {
    /// The known-answer vectors that the authors of Philox publish with their Random123 library.
    @Test("Philox 4x32-10 gives the published vectors")
    func publishedVectors() {
        let vectors: [(SIMD4<UInt32>, SIMD2<UInt32>, SIMD4<UInt32>)] = [
            (SIMD4(), SIMD2(), SIMD4(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8)),
            (
                SIMD4(repeating: .max), SIMD2(repeating: .max),
                SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd)
            ),
            (
                SIMD4(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344), SIMD2(0xa409_3822, 0x299f_31d0),
                SIMD4(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1)
            ),
        ]
        for (counter, key, expected) in vectors {
            #expect(Philox4x32.block(counter: counter, key: key) == expected)
        }
    }

    @Test("A stream depends on seed, purpose and index, and on nothing else")
    func names() {
        func first(_ seed: UInt64, _ purpose: RandomStream.Purpose, _ index: UInt32) -> [UInt64] {
            var stream = RandomStream(seed: seed, purpose: purpose, index: index)
            return (0..<9).map { _ in stream.next() }
        }
        let base = first(1, .initialization, 0)
        #expect(base == first(1, .initialization, 0))
        #expect(base != first(2, .initialization, 0))
        #expect(base != first(1 << 40, .initialization, 0))
        #expect(base != first(1, .shuffle, 0))
        #expect(base != first(1, .initialization, 1))
        #expect(Set(base).count == base.count)
    }

    @Test("Draws have the moments of their distribution")
    func moments() {
        var stream = RandomStream(seed: 11, purpose: .signals, index: 0)
        let count = 20_000
        let uniform = (0..<count).map { _ in stream.uniform(in: -1...3) }
        #expect(uniform.allSatisfy { $0 >= -1 && $0 <= 3 })
        #expect(abs(uniform.reduce(0, +) / Double(count) - 1) < 0.03)
        let normal = (0..<count).map { _ in stream.normal() }
        #expect(abs(normal.reduce(0, +) / Double(count)) < 0.03)
        #expect(abs(normal.reduce(0) { $0 + $1 * $1 } / Double(count) - 1) < 0.05)
        var counts = [Int](repeating: 0, count: 7)
        for _ in 0..<count { counts[stream.index(below: 7)] += 1 }
        #expect(counts.allSatisfy { abs(Double($0) - Double(count) / 7) < 200 })
    }

    @Test("Float and Double networks of a seed start from the same numbers")
    func precisions() throws {
        let layers = [Dense(3), Dense(5, activation: .relu)]
        for initialization: Initialization in [
            .uniform(-0.05...0.05), .glorot(.normal), .he(.uniform), .fanIn, .zeros,
        ] {
            let single = try Network<Float>(inputs: 5, layers: layers, initialization: initialization, seed: 42)
            let double = try Network<Double>(inputs: 5, layers: layers, initialization: initialization, seed: 42)
            #expect(single == double.converted(to: Float.self))
        }
    }

    @Test("Glorot and He have their variance, and zero biases")
    func variances() throws {
        func variance(_ initialization: Initialization) throws -> Double {
            let network = try Network<Double>(
                inputs: 100, layers: [Dense(200)], initialization: initialization, seed: 1)
            #expect(network.layers[0].bias?.allSatisfy { $0 == 0 } == true)
            let weights = network.layers[0].weight.elements
            return weights.reduce(0) { $0 + $1 * $1 } / Double(weights.count)
        }
        for distribution in Initialization.Distribution.allCases {
            #expect(abs(try variance(.glorot(distribution)) - 2.0 / 300) < 2e-4)
            #expect(abs(try variance(.he(distribution)) - 2.0 / 100) < 6e-4)
        }
    }

    @Test("A start by the fan-in draws weights and biases on ±1/√inputs, each layer by its own inputs")
    func fanIn() throws {
        let layers = [Dense(1), Dense(4000, activation: .relu), Dense(2, bias: false)]
        let network = try Network<Double>(inputs: 10_000, layers: layers, initialization: .fanIn, seed: 1)
        func isUniform(_ values: [Double], _ bound: Double) -> Bool {
            // The largest of k draws misses the bound by 30/k of it once in e^30 times; the mean square is a third of
            // the bound's, with a standard error of 2/√45 of it over √k.
            let count = Double(values.count)
            let square = values.reduce(0.0) { $0 + $1 * $1 } / count / (bound * bound)
            let largest = values.map(abs).max() ?? 0
            return largest < bound && largest > (1 - 30 / count) * bound
                && abs(square - 1.0 / 3) < 5 * (4.0 / 45 / count).squareRoot()
                && values.contains { $0 < 0 } && values.contains { $0 > 0 }
        }
        #expect(isUniform(network.layers[0].weight.elements, 0.01))
        #expect(abs(network.layers[0].bias?[0] ?? 1) < 0.01 && network.layers[0].bias?[0] != 0)
        #expect(isUniform(network.layers[1].weight.elements, 1))
        #expect(isUniform(network.layers[1].bias ?? [], 1))
        #expect(isUniform(network.layers[2].weight.elements, 1 / 4000.0.squareRoot()))
        #expect(network.layers[2].bias == nil)
        let fixed = try Network<Double>(
            inputs: 2, layers: [Dense(3, fixed: .linear)], initialization: .fanIn, seed: 1)
        #expect(fixed.layers[0].weight.elements.allSatisfy { $0 == 0.5 } && fixed.layers[0].bias == [0, 0, 0])
    }
}
