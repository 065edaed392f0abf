import Foundation
import Networks
import Testing

/// Muon against torch.optim.Muon: matrices of every shape, those of one row or column included.
@Suite struct PyTorchMuonTests {
    /// What Fixtures/write-muon.py describes and wrote.
    private struct Case: Decodable {
        let outputs: Int
        let inputs: Int
        let learningRate: Double
        let momentum: Double
        let weightDecay: Double
        let signals: [Double]
        let targets: [Double]
        let start: [Double]
        /// The weights after each epoch, orthogonalised in double precision, and in PyTorch's own.
        let exact: [[Double]]
        let bfloat16: [[Double]]
    }

    private struct File: Decodable { let cases: [Case] }

    private static func cases() throws -> [Case] {
        let path = (Bundle.module.resourcePath ?? "") + "/Fixtures/pytorch-muon.json"
        return try JSONDecoder().decode(File.self, from: Data(contentsOf: URL(fileURLWithPath: path))).cases
    }

    /// The weights after each epoch.
    private func course<S: TrainableScalar>(_ golden: Case, as type: S.Type, epochs: Int) throws -> [[S]] {
        let rows = golden.signals.count / golden.inputs
        let samples = SampleSet(
            signals: Matrix(rows: rows, columns: golden.inputs, elements: golden.signals),
            parameters: (0..<rows).map {
                SignalParameters(position: Double($0), amplitude: 1, transitions: [], levels: [0])
            }, targets: Matrix(rows: rows, columns: golden.outputs, elements: golden.targets))
        let weight = Matrix(rows: golden.outputs, columns: golden.inputs, elements: golden.start.map { S($0) })
        var network = try Network(
            inputs: golden.inputs,
            layers: [Layer(dense: Dense(golden.outputs, bias: false), weight: weight, bias: nil)])
        var course: [[S]] = []
        try Training(
            loss: .squaredError(.mean),
            optimizer: .muon(
                learningRate: golden.learningRate, momentum: golden.momentum, weightDecay: golden.weightDecay)
        ).fit(&network, to: samples, epochs: epochs, observing: .every(1)) {
            if $0.epoch > 0 { course.append($0.network.layers[0].weight.elements) }
        }
        return course
    }

    @Test("Every weight matrix takes torch.optim.Muon's steps, also of one row or one column")
    func golden() throws {
        let cases = try Self.cases()
        #expect(cases.count == 24 && cases.count { $0.outputs == 1 || $0.inputs == 1 } == 15)
        for golden in cases {
            let name = "\(golden.outputs) × \(golden.inputs), rate \(golden.learningRate)"
            let found = try course(golden, as: Double.self, epochs: golden.exact.count)
            #expect(found.count == golden.exact.count, "\(name)")
            for (weights, wanted) in zip(found, golden.exact) {
                for (a, b) in zip(weights, wanted) { #expect(abs(a - b) < 1e-11 * golden.learningRate, "\(name)") }
            }
            // One step of PyTorch as it is: O in 8 bits, five times rounded.
            let first = try #require(try course(golden, as: Float.self, epochs: 1).first)
            let scale = golden.learningRate * max(1, Double(golden.outputs) / Double(golden.inputs)).squareRoot()
            for (a, b) in zip(first, golden.bfloat16[0]) {
                #expect(abs(Double(a) - b) < 0.03 * scale + 1e-7 * abs(b), "\(name)")
            }
        }
    }
}
