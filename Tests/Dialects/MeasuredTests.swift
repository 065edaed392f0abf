import Descriptions
import Experiments
import Networks
import Testing

/// What was measured of the libraries, row by row: `explain` and what a spec with `like` computes agree with them.
@Suite struct MeasuredTests {
    @Test(
        "Every measured row is what a spec says and computes, or has a reason why none can", arguments: MeasuredItem.all
    )
    func row(id: String, item: MeasuredItem) throws {
        switch item {
        case .updates(let optimizer, let gradient, let path, let explained):
            let spec = try FixtureSpec.read(optimizer: "{ \(optimizer) }")
            try expect(spec, "optimizer", explained)
            let found = try updates(spec.training.optimizer, gradient: gradient, count: path.count)
            for (a, b) in zip(found, path) where !b.isNaN {
                #expect(abs(a - b) <= 5.1e-7, "\(id): \(found), not \(path)")
            }
        case .slope(let text, let place, let slope, let explained):
            let activation = try activation(text, explained)
            let found = activation.derivative(at: place, activation: activation.value(at: place))
            #expect(abs(found - slope) <= 1e-8, "\(id): \(found), not \(slope)")
        case .value(let text, let place, let value, let explained):
            let found = try activation(text, explained).value(at: place)
            #expect(abs(found - value) <= 5.1e-7, "\(id): \(found), not \(value)")
        case .loss(let text, let logit, let value, let gradient, let explained):
            let output = text.contains("binary") ? ", activation: sigmoid" : ""
            let spec = try FixtureSpec.read(network: "[{ dense: 1 }, { dense: 33\(output) }]", loss: text)
            try expect(spec, "loss", explained)
            let activation = spec.network[1].activation
            func one(_ value: Double) -> Matrix<Double> { Matrix(rows: 1, columns: 1, elements: [value]) }
            let found = spec.training.loss.evaluate(
                preactivations: one(logit), outputs: one(activation.value(at: logit)), targets: one(1),
                activation: activation)
            #expect(abs(found.value - value) <= 1e-6, "\(id): \(found.value), not \(value)")
            #expect(abs(found.delta[0, 0] - gradient) <= 1e-8, "\(id): \(found.delta[0, 0]), not \(gradient)")
        case .start(let text, let activation, let weights, let biases, let explained):
            let spec = try FixtureSpec.read(
                network: "[{ dense: 1, activation: \(activation) }, { dense: 33 }]", initialization: text)
            try expect(spec, "initialization", explained)
            let drawn = try drawn(spec)
            for (found, bound) in [(drawn.weights, weights), (drawn.biases, biases)] {
                let largest = found.map(abs).max() ?? 0
                #expect(largest <= bound * (1 + 1e-5) && largest >= 0.985 * bound, "\(id): \(largest), not \(bound)")
            }
        case .deviation(let like, let deviation, let explained):
            let spec = try FixtureSpec.read(initialization: "{ like: \(like) }")
            try expect(spec, "initialization", explained)
            let weights = try drawn(spec).weights
            let found = (weights.reduce(0) { $0 + $1 * $1 } / Double(weights.count)).squareRoot()
            // Five standard errors of a normal distribution's deviation.
            #expect(abs(found / deviation - 1) <= 5 / (2 * Double(weights.count)).squareRoot(), "\(id): \(found)")
        case .rates(let text, let rates, let explained):
            let spec = try FixtureSpec.read(optimizer: "{ sgd: { learningRate: 1 } }", schedule: text)
            try expect(spec, "schedule", explained)
            let found = try self.rates(spec, count: rates.count)
            for (a, b) in zip(found, rates) { #expect(abs(a - b) <= 1e-12, "\(id): \(found), not \(rates)") }
        case .refused(let part, let problem):
            let key = part.prefix { $0 != ":" }
            let value = String(part.dropFirst(key.count + 2))
            let found = #expect(throws: SpecError.self) {
                try key == "loss" ? FixtureSpec.read(loss: value) : FixtureSpec.read(optimizer: value)
            }
            #expect(found?.problem.hasPrefix(problem) == true, "\(id): \(found?.problem ?? "")")
        case .outside(let reason): #expect(reason.count > 10)
        }
    }

    private func expect(_ spec: Spec, _ key: String, _ explained: String) throws {
        let part = try #require(SpecExplanation(spec).parts.first { $0.key == key })
        #expect(part.sentences.contains { $0.contains(explained) }, "\(part.sentences)")
        let again = try FixtureSpec.again(spec)
        #expect(again == spec)
        #expect(SpecExplanation(again) == SpecExplanation(spec))
    }

    private func activation(_ text: String, _ explained: String) throws -> Activation {
        let spec = try FixtureSpec.read(network: "[{ dense: 1 }, { dense: 33, activation: \(text) }]")
        try expect(spec, "network", explained)
        return spec.network[1].activation
    }

    /// The weight of a matrix [1], at first 1, after each update with the same gradient.
    private func updates(_ optimizer: Optimizer, gradient: Double, count: Int) throws -> [Double] {
        let problem = DialectProblem(
            weights: [[1]], inputs: [[1]], errors: [[gradient]], rates: [optimizer.learningRate])
        return try problem.weights(optimizer, updates: count)
    }

    private func drawn(_ spec: Spec) throws -> (weights: [Double], biases: [Double]) {
        guard case .drawn(let start) = spec.initialization else { return ([], []) }
        var (weights, biases): ([Double], [Double]) = ([], [])
        for seed in 1...2000 {
            let layers = [Dense(1, activation: spec.network[0].activation)]
            let network = try Network<Double>(
                inputs: 129, layers: layers, initialization: start, seed: UInt64(seed))
            weights += network.layers[0].weight.elements
            biases += network.layers[0].bias ?? []
        }
        return (weights, biases)
    }

    private func rates(_ spec: Spec, count: Int) throws -> [Double] {
        let layer = Layer<Double>(
            dense: Dense(1, activation: .relu), weight: Matrix(rows: 1, columns: 1, elements: [1]), bias: [0])
        var network = try Network(inputs: 1, layers: [layer])
        let samples = SampleSet(
            signals: Matrix(rows: 1, columns: 1, elements: [-1]), targets: Matrix(rows: 1, columns: 1, elements: [1]))
        var rates: [Double] = []
        _ = try spec.training.fit(
            &network, to: samples, epochs: count, everyEpoch: { _, _, rate in rates.append(rate) })
        return rates
    }
}
