import Networks
import Testing

/// Maps of the inputs to a common range.
@Suite struct NormalisationTests {
    private let samples = SampleSet(
        signals: Matrix(rows: 4, columns: 3, elements: [0, 0.1, 8, 2, 0.1, -8, 4, 0.1, 8, 6, 0.1, -8]))

    @Test("Offsets and scales by hand; an entry that never changes becomes 0")
    func byHand() throws {
        let standard = try Normalisation(.standardise, of: samples)
        #expect(standard.offsets == [3, 0.1, 0] && standard.scales == [Double(5).squareRoot(), 1, 8])
        let range = try Normalisation(.minMax, of: samples)
        #expect(range.offsets == [0, 0.1, -8] && range.scales == [6, 1, 16])
        let mapped = samples.normalised(by: range)
        #expect(Array(mapped.signals.row(1)) == [1.0 / 3, 0, 0] && mapped.isAutoencoding && mapped.targets[2, 2] == 1)
        let far = SampleSet(signals: Matrix(rows: 2, columns: 1, elements: [-1e200, 1e200]))
        #expect(try Normalisation(.minMax, of: far).scales == [2e200])
        let error = #expect(throws: SignalError.self) { try Normalisation(.standardise, of: far) }
        #expect(error?.place == "normalise")
    }

    @Test("Folded into the first layer, with or without a bias, it takes raw signals", arguments: [true, false])
    func folded(hasBias: Bool) throws {
        let network = try Network<Double>(
            inputs: 3, layers: [Dense(5, activation: .relu, bias: hasBias), Dense(2)],
            initialization: .uniform(-1...1), seed: 3)
        for method in Normalisation.Method.allCases {
            let map = try Normalisation(method, of: samples)
            let wanted = network.forward(samples.normalised(by: map).signals).outputs
            let found = map.folded(into: network).forward(samples.signals).outputs
            #expect(zip(wanted.elements, found.elements).allSatisfy { abs($0 - $1) < 1e-12 })
        }
    }

    @Test(
        "An autoencoder takes and gives raw signals, within the bound that the rounding of its sums has",
        arguments: [Activation.identity, .relu, .sigmoid], [true, false])
    func autoencoder(_ last: Activation, hasBias: Bool) throws {
        for seed in 0..<20 as Range<UInt64> {
            let samples = Self.drawn(seed: seed)
            let signals = samples.signals
            let network = try Network<Double>(
                inputs: 6,
                layers: [Dense(5, activation: .tanh, bias: hasBias), Dense(6, activation: last, bias: hasBias)],
                initialization: .uniform(-1...1), seed: seed)
            for method in Normalisation.Method.allCases {
                let map = try Normalisation(method, of: samples)
                let raw = map.unfolded(from: map.folded(into: network))
                #expect(raw.layers.count == (last == .identity ? 2 : 3))
                let normalised = samples.normalised(by: map).signals
                let wanted = map.restored(network.forward(normalised).outputs)
                let found = raw.forward(signals).outputs
                for i in 0..<12 {
                    let bounds = Self.bounds(network, map, x: Array(signals.row(i)), y: Array(wanted.row(i)))
                    for j in 0..<6 {
                        let error: Double = abs(found[i, j] - wanted[i, j])
                        #expect(error <= bounds[j], "seed \(seed), sample \(i), output \(j)")
                    }
                }
            }
        }
    }

    /// Twelve signals whose entries are far from 0; one entry is the same in all.
    private static func drawn(seed: UInt64) -> SampleSet {
        var stream = RandomStream(seed: seed, purpose: .claims, index: 0)
        var elements: [Double] = []
        for _ in 0..<12 {
            for j in 0..<6 {
                let value: Double = j == 2 ? 0.25 : stream.normal()
                elements.append(value * 3 + Double(j) * 100)
            }
        }
        return SampleSet(signals: Matrix(rows: 12, columns: 6, elements: elements))
    }

    /// How far rounding can take each output: a first preactivation is off by ten roundings of its terms, an activation
    /// passes that on at most, and the last layer's sum and the map of its outputs round, too.
    private static func bounds(_ network: Network<Double>, _ map: Normalisation, x: [Double], y: [Double]) -> [Double] {
        let epsilon: Double = 0x1p-53
        let (first, last) = (network.layers[0], network.layers[1])
        var hidden: [Double] = []
        for h in 0..<5 {
            var size: Double = abs(first.bias?[h] ?? 0)
            for j in 0..<6 {
                let reach: Double = abs(x[j]) + abs(map.offsets[j])
                size += abs(first.weight[h, j]) * reach / map.scales[j]
            }
            hidden.append(10 * epsilon * size)
        }
        var bounds: [Double] = []
        for j in 0..<6 {
            var (passed, size): (Double, Double) = (0, abs(last.bias?[j] ?? 0))
            for h in 0..<5 {
                let weight: Double = abs(last.weight[j, h])
                passed += weight * hidden[h]
                size += weight
            }
            let sum: Double = map.scales[j] * (passed + 12 * epsilon * size)
            let outer: Double = abs(y[j]) + abs(map.offsets[j])
            bounds.append(sum + 4 * epsilon * outer)
        }
        return bounds
    }

    @Test("A first layer that is fixed or frozen becomes an ordinary one with a bias")
    func fixedLayer() throws {
        let network = try Network<Float>(
            inputs: 3, layers: [Dense(1, bias: false, fixed: .linear), Dense(3, frozen: true)],
            initialization: .uniform(-1...1), seed: 3)
        let map = try Normalisation(.minMax, of: samples)
        let raw = map.unfolded(from: map.folded(into: network))
        #expect(raw.layers.allSatisfy { $0.dense.hasBias && $0.dense.isTrainable && $0.bias != nil })
        // By hand: weights 1/3 over the scales 6, 1, 16, and the least values 0, 0.1, −8.
        let third = Double(Float(1) / 3)
        let weights: [Float] = [Float(third / 6), Float(third), Float(third / 16)]
        #expect(Array(raw.layers[0].weight.row(0)) == weights)
        let bias: Double = third / 16 * 8 - third * 0.1
        #expect(raw.layers[0].bias == [Float(bias)])
    }
}
