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
}
