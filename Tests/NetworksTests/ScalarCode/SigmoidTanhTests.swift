import Diagnostics
import Exact
import Networks
import Testing

@Suite struct SigmoidTanhTests {
    private func layer(_ weight: [[Rational]], _ bias: [Rational]?, _ activation: Activation) throws -> Layer<Rational>
    {
        let matrix = try #require(Matrix(rows: weight))
        return Layer(
            dense: Dense(matrix.rows, activation: activation, bias: bias != nil), weight: matrix, bias: bias)
    }

    @Test("The matrices of three layers, worked by hand, there and back")
    func byHand() throws {
        let sigmoid = try Network(
            inputs: 1,
            layers: [
                layer([[4], [-2]], [6, 2], .sigmoid), layer([[8, 4]], [2], .sigmoid),
                layer([[6], [2]], [1, 0], .identity),
            ])
        let tanh = try Network(
            inputs: 1,
            layers: [
                layer([[2], [-1]], [3, 1], .tanh), layer([[2, 1]], [4], .tanh), layer([[3], [1]], [4, 1], .identity),
            ])
        #expect(try sigmoid.sigmoidAsTanh() == tanh)
        #expect(try tanh.tanhAsSigmoid() == sigmoid)
    }

    @Test("Both networks compute the same, with and without biases", arguments: 1...24)
    func sameFunction(seed: UInt64) throws {
        let depth = 1 + Int(seed % 6)
        let bias = seed % 4 != 0
        for (activation, convert) in [
            (Activation.sigmoid, { try $0.sigmoidAsTanh() }), (.tanh, { try $0.tanhAsSigmoid() }),
        ] as [(Activation, (Network<Double>) throws -> Network<Double>)] {
            let layers = (0..<depth).map {
                Dense(
                    $0 == depth - 1 ? 2 : 5, activation: $0 == depth - 1 ? .identity : activation, bias: bias,
                    frozen: true)
            }
            let network = try Network<Double>(inputs: 3, layers: layers, initialization: .uniform(-2...2), seed: seed)
            let converted = try convert(network)
            var stream = RandomStream(seed: seed, purpose: .signals, index: 5)
            let inputs = Matrix(rows: 20, columns: 3, elements: (0..<60).map { _ in stream.normal() })
            let outputs = [network, converted].map { Backpropagation($0).forward(inputs).outputs.elements }
            for (a, b) in zip(outputs[0], outputs[1]) { #expect(abs(a - b) <= 1e-13) }
            if depth > 1 {
                #expect(converted.layers.allSatisfy { !$0.dense.isFrozen })
                #expect(converted.layers[0].dense.hasBias == bias)
                #expect(converted.layers.dropFirst().allSatisfy { $0.dense.hasBias })
                #expect(converted.layers[0].dense.activation == (activation == .sigmoid ? .tanh : .sigmoid))
            } else {
                #expect(converted == network)
            }
        }
    }

    @Test("Another activation is refused, and named")
    func refused() throws {
        func network(_ activations: [Activation]) throws -> Network<Double> {
            try Network(
                inputs: 2, layers: activations.map { Dense(2, activation: $0) }, initialization: .uniform(-1...1),
                seed: 1)
        }
        for (activations, layer) in [
            ([.sigmoid, .relu, .identity], 1), ([.sigmoid, .sigmoid], 1), ([.tanh, .identity], 0), ([.sigmoid], 0),
        ] as [([Activation], Int)] {
            let error = try #require(throws: NetworkError.self) { try network(activations).sigmoidAsTanh() }
            #expect(error.description.contains("layer \(layer): \(activations[layer]): expected"))
        }
        #expect(throws: NetworkError.self) { try network([.sigmoid, .identity]).tanhAsSigmoid() }
        var huge = try network([.tanh, .identity])
        huge.layers[0].weight[0, 0] = .greatestFiniteMagnitude
        #expect(throws: NetworkError.self) { try huge.tanhAsSigmoid() }
    }
}
