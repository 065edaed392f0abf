import Testing

@testable import Networks

/// Muon and Shampoo: their steps in the plain formula, on small matrices.
@Suite struct MatrixRuleTests {
    @Test("Muon's matrices move by a nearly orthogonal factor, its vectors as Adam's")
    func muon() throws {
        for (rows, columns) in [(6, 6), (9, 4), (4, 9)] {
            var stream = RandomStream(seed: 9, purpose: .signals, index: 1)
            func matrix(_ columns: Int) -> Matrix<Double> {
                let elements: [Double] = (0..<12 * columns).map { _ in stream.uniform(in: -1...1) }
                return Matrix(rows: 12, columns: columns, elements: elements)
            }
            let parameters = (0..<12).map {
                SignalParameters(position: Double($0), amplitude: 1, transitions: [], levels: [0])
            }
            let samples = SampleSet(signals: matrix(columns), parameters: parameters, targets: matrix(rows))
            var network = try Network<Double>(
                inputs: columns, layers: [Dense(rows)], initialization: .uniform(-1...1), seed: 4)
            var byAdam = network
            let start = network
            try Training(loss: .squaredError(.mean), optimizer: .muon(learningRate: 0.25, vectorRate: 0.01))
                .fit(&network, to: samples, epochs: 1)
            try Training(loss: .squaredError(.mean), optimizer: .adam(learningRate: 0.01))
                .fit(&byAdam, to: samples, epochs: 1)
            #expect(network.layers[0].bias == byAdam.layers[0].bias)
            var step = start.layers[0].weight
            let factor = 0.25 * max(1, Double(rows) / Double(columns)).squareRoot()
            for k in step.elements.indices {
                step.elements[k] = (step.elements[k] - network.layers[0].weight.elements[k]) / factor
            }
            let values = try #require(step.singularValues())
            #expect(values.allSatisfy { $0 > 0.5 && $0 < 1.25 }, "\(values)")
            // It has the gradient's singular vectors: stepᵀ·G is symmetric.
            let gradient = Backpropagation(start).gradients(
                inputs: samples.signals, targets: samples.targets, loss: .squaredError(.mean)
            ).layers[0].weight
            for a in 0..<columns {
                for b in 0..<a {
                    let one: Double = (0..<rows).reduce(0) { $0 + step[$1, a] * gradient[$1, b] }
                    let other: Double = (0..<rows).reduce(0) { $0 + step[$1, b] * gradient[$1, a] }
                    #expect(abs(one - other) < 1e-9)
                }
            }
        }
    }

    @Test("Muon's second step has the momentum of both, in the plain formula")
    func muonMomentum() throws {
        let samples = try StepFunctions(length: 4).samples()
        var network = try Network<Double>(
            inputs: 4, layers: [Dense(3, bias: false), Dense(4, bias: false)], initialization: .uniform(-1...1), seed: 4
        )
        var expected = network
        var moments = expected.layers.map { $0.weight.map { _ in 0.0 } }
        for _ in 0..<2 {
            let gradients = Backpropagation(expected).gradients(
                inputs: samples.signals, targets: samples.targets, loss: .squaredError(.mean))
            for l in 0...1 {
                let gradient = gradients.layers[l].weight
                var x = gradient
                for k in x.elements.indices {
                    moments[l].elements[k] = 0.9 * moments[l].elements[k] + gradient.elements[k]
                    x.elements[k] = gradient.elements[k] + 0.9 * moments[l].elements[k]
                }
                let norm = x.elements.reduce(0) { $0 + $1 * $1 }.squareRoot()
                x = x.map { $0 / norm }
                for _ in 0..<5 {
                    let gram = product(x, x.transposed())
                    var factor = product(gram, gram)
                    for k in factor.elements.indices {
                        factor.elements[k] = -4.7750 * gram.elements[k] + 2.0315 * factor.elements[k]
                    }
                    let change = product(factor, x)
                    for k in x.elements.indices { x.elements[k] = 3.4445 * x.elements[k] + change.elements[k] }
                }
                let shape = max(1, Double(x.rows) / Double(x.columns)).squareRoot()
                for k in x.elements.indices { expected.layers[l].weight.elements[k] -= 0.1 * shape * x.elements[k] }
            }
        }
        try Training(loss: .squaredError(.mean), optimizer: .muon(learningRate: 0.1, momentum: 0.9))
            .fit(&network, to: samples, epochs: 2)
        for (layer, wanted) in zip(network.layers, expected.layers) {
            for (a, b) in zip(layer.weight.elements, wanted.weight.elements) { #expect(abs(a - b) < 1e-9) }
        }
    }

    @Test("Shampoo's first step orthogonalises, its scalars are Adagrad's")
    func shampoo() throws {
        // One weight: (g²)^(−¼) g (g²)^(−¼), the sums growing.
        let samples = SampleSet(
            signals: Matrix(rows: 1, columns: 1, elements: [2]),
            parameters: [SignalParameters(position: 0, amplitude: 1, transitions: [], levels: [2])],
            targets: Matrix(rows: 1, columns: 1, elements: [1]))
        var network = try Network<Double>(
            inputs: 1,
            layers: [Layer(dense: Dense(1, bias: false), weight: Matrix(rows: 1, columns: 1, elements: [3]), bias: nil)]
        )
        var (weight, sum) = (3.0, 0.0)
        for _ in 0..<7 {
            let gradient = 2 * (2 * weight - 1) * 2
            sum += gradient * gradient
            weight -= 0.1 * gradient / (sum + 1e-6).squareRoot()
        }
        try Training(loss: .squaredError(.sum), optimizer: .shampoo(learningRate: 0.1, refresh: 1))
            .fit(&network, to: samples, epochs: 7)
        #expect(abs(network.layers[0].weight[0, 0] - weight) < 1e-12)
        // A matrix: (G Gᵀ)^(−¼) G (Gᵀ G)^(−¼) is the orthogonal factor of G.
        let steps = try StepFunctions(length: 5).samples()
        var square = try Network<Double>(
            inputs: 5, layers: [Dense(5, bias: false)], initialization: .uniform(-1...1), seed: 1)
        let start = square
        try Training(loss: .squaredError(.mean), optimizer: .shampoo(learningRate: 0.5, epsilon: 1e-12))
            .fit(&square, to: steps, epochs: 1)
        var step = start.layers[0].weight
        for k in step.elements.indices {
            step.elements[k] = 2 * (step.elements[k] - square.layers[0].weight.elements[k])
        }
        let values = try #require(step.singularValues())
        #expect(values.allSatisfy { abs($0 - 1) < 1e-3 }, "\(values)")
    }

    @Test("The sweep's layout, transposed and padded, gives the dense path's steps", arguments: [false, true])
    func layouts(isMuon: Bool) throws {
        let samples = try StepFunctions(length: 9, amplitude: 2).samples()
        let start = try Network<Double>(
            inputs: 9, layers: [Dense(1), Dense(12, activation: .relu), Dense(9, activation: .relu)],
            initialization: .uniform(-0.5...0.5), seed: 3)
        var recipe = Training(
            loss: .squaredError(.sum),
            optimizer: isMuon ? .muon(learningRate: 0.02) : .shampoo(learningRate: 0.05, epsilon: 0.1, refresh: 2))
        var (swept, dense) = (start, start)
        #expect(try recipe.fit(&swept, to: samples, epochs: 5).path == .sweep)
        recipe.path = .dense
        try recipe.fit(&dense, to: samples, epochs: 5)
        for (a, b) in zip(swept.layers, dense.layers) {
            for (x, y) in zip(a.weight.elements + (a.bias ?? []), b.weight.elements + (b.bias ?? [])) {
                #expect(abs(x - y) < 1e-9)
            }
        }
        #expect(swept.layers[2] != start.layers[2])
    }

    @Test("Muon's biases follow the schedule in proportion")
    func schedule() throws {
        // Signals of zeros give weights no gradient, and biases the same whatever moves them.
        let samples = SampleSet(
            signals: Matrix(rows: 2, columns: 4, repeating: 0),
            parameters: (0..<2).map {
                SignalParameters(position: Double($0), amplitude: 1, transitions: [], levels: [0])
            }, targets: Matrix(rows: 2, columns: 3, elements: [1, 2, 3, -1, 5, 0.5]))
        let start = try Network<Double>(inputs: 4, layers: [Dense(3)], initialization: .uniform(-1...1), seed: 4)
        var (muon, adam) = (start, start)
        try Training(
            loss: .squaredError(.mean), optimizer: .muon(learningRate: 0.5, vectorRate: 0.01),
            schedule: .steps([Schedule.Change(fromEpoch: 2, learningRate: 0.05)])
        ).fit(&muon, to: samples, epochs: 5)
        try Training(
            loss: .squaredError(.mean), optimizer: .adam(learningRate: 0.01),
            schedule: .steps([Schedule.Change(fromEpoch: 2, learningRate: 0.001)])
        ).fit(&adam, to: samples, epochs: 5)
        #expect(muon.layers[0].weight == start.layers[0].weight && muon.layers[0].bias != start.layers[0].bias)
        for (x, y) in zip(muon.layers[0].bias ?? [], adam.layers[0].bias ?? []) { #expect(abs(x - y) < 1e-12) }
    }

    private func product(_ a: Matrix<Double>, _ b: Matrix<Double>) -> Matrix<Double> {
        var c = Matrix<Double>(rows: a.rows, columns: b.columns, repeating: 0)
        for i in 0..<a.rows {
            for j in 0..<b.columns { c[i, j] = (0..<a.columns).reduce(0) { $0 + a[i, $1] * b[$1, j] } }
        }
        return c
    }
}
