import Experiments
import Networks
import Testing

/// Why no last layer is exact: T1 is cited for all n + 1 steps of one amplitude and one null vector, and nowhere else.
@Suite struct TheoremCitationTests {
    /// The reason for hidden ReLUs with these weights and biases.
    private func reason(_ data: String, weights: [[Double]], biases: [Double]) throws -> String {
        let (signals, inputs) = (try SignalSpec(yaml: data, source: "test"), weights[0].count)
        var network: Network<Double> = try Network(
            inputs: inputs,
            layers: [Dense(weights.count, activation: .relu), Dense(inputs, activation: .relu, bias: false)],
            initialization: .uniform(-1...1), seed: 1)
        network.layers[0].weight = Matrix(rows: weights.count, columns: inputs, elements: weights.flatMap { $0 })
        network.layers[0].bias = biases
        let certification = try Certification(.float64(network), signals: signals)
        return try #require(CertificationReport(certification, weightsSHA256: "").lastLayer?.reason)
    }

    @Test("All steps, and the blank's activation is half that of the first step: T1")
    func allSteps() throws {
        let reason = try reason(
            "{ family: step, length: 3 }", weights: [[1, 0, 0], [0, 1, 0], [0, 0, 1]], biases: [0, 0, 1])
        #expect(reason == "the left null vector of the activations refutes it (theorem T1)")
    }

    @Test("Without the blank, or of two amplitudes: the null vector, but not T1")
    func otherData() throws {
        let blankless = try reason(
            "{ family: step, length: 3, blank: false }", weights: [[1, 1, 0], [0, 0, 1]], biases: [0, 0])
        #expect(blankless == "the left null vector of the activations refutes it")
        let several = try reason(
            "{ family: step, length: 2, amplitude: [1, 2] }", weights: [[1, 0], [0, 1]], biases: [0, 1])
        #expect(!several.contains("T1"), "\(several)")
    }
}
