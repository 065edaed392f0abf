import Analysis
import Exact
import Networks
import Testing

@Suite struct LastLayerAnswerTests {
    /// A random network with a ReLU output, and targets that some last layer reaches every third time.
    private func randomCase(_ seed: Int) throws -> (ExactNetwork, ExactSamples) {
        var stream = RandomStream(seed: UInt64(seed), purpose: .signals, index: 13)
        func small() -> Double { Double(stream.index(below: 7) - 3) / 2 }
        let inputs = 1 + stream.index(below: 3)
        let code = seed.isMultiple(of: 4) ? 2 : 1
        var layers = [Dense(code, bias: seed % 5 > 0), Dense(2 + stream.index(below: 5), activation: .relu)]
        if code == 2 { layers.insert(Dense(3), at: 0) }
        layers.append(Dense(1 + stream.index(below: 3), activation: .relu, bias: seed.isMultiple(of: 3)))
        var network = try Network<Double>(inputs: inputs, layers: layers, initialization: .zeros, seed: 1)
        for l in network.layers.indices {
            network.layers[l].weight.elements = network.layers[l].weight.elements.map { _ in small() }
            network.layers[l].bias = network.layers[l].bias?.map { _ in small() }
        }
        let count = 2 + stream.index(below: 6)
        let signals = Matrix(rows: count, columns: inputs, elements: (0..<count * inputs).map { _ in small() })
        let outputs = network.outputs
        let targets =
            seed % 3 == 1
            ? Backpropagation(network).forward(signals).outputs
            : Matrix(
                rows: count, columns: outputs,
                elements: (0..<count * outputs).map { _ in Double(stream.index(below: 3)) })
        let samples = SampleSet(
            signals: signals,
            parameters: (0..<count).map { _ in
                SignalParameters(position: nil, amplitude: 1, transitions: [], levels: [0])
            }, targets: targets)
        return (try ExactNetwork(network), try ExactSamples(samples, in: Double.self))
    }

    @Test("Answers agree with the simplex method, output by output", arguments: 0..<20)
    func againstSimplex(block: Int) throws {
        var counts = (possible: 0, impossible: 0)
        for k in 0..<25 {
            let seed = 25 * block + k
            let (exact, samples) = try randomCase(seed)
            let pass = Backpropagation(exact.network).forward(
                Matrix(rows: samples.count, columns: exact.network.inputs, elements: samples.signals.elements))
            var rows = pass.activations[exact.network.layers.count - 2].nested
            if exact.network.layers.last?.bias != nil { rows = rows.map { $0 + [1] } }
            let constraints = (0..<samples.targets.columns).map { j in
                OutputConstraints(
                    activations: ExactMatrix(rows), targets: (0..<samples.count).map { samples.targets[$0, j] })
            }
            let isPossible = constraints.allSatisfy { $0.decide().isFeasible }
            switch LastLayerAnswer(exact, on: samples) {
            case .possible:
                counts.possible += 1
                #expect(isPossible, "seed \(seed)")
            case .impossible(let obstruction):
                counts.impossible += 1
                #expect(!isPossible, "seed \(seed)")
                #expect(constraints[obstruction.output].areRefuted(by: obstruction.multipliers), "seed \(seed)")
            case .undecided(let reason):
                Issue.record("seed \(seed): undecided, \(reason)")
            }
        }
        #expect(counts.possible > 2 && counts.impossible > 2, "both answers should come up: \(counts)")
    }

    @Test("Other outputs than ReLU, and negative targets, are left undecided")
    func undecided() throws {
        let network = try Network<Double>(inputs: 1, layers: [Dense(1), Dense(1)], initialization: .zeros, seed: 1)
        let samples = try ExactSamples(StepFunctions(length: 1).samples(), in: Double.self)
        guard case .undecided = LastLayerAnswer(try ExactNetwork(network), on: samples) else {
            Issue.record("an identity was decided")
            return
        }
    }
}
