import Networks

/// Random autoencoders with a scalar code, dyadic so that kinks, codes and zero crossings meet.
enum RandomDecoder {
    static func network(_ stream: inout RandomStream, depth: Int, coarse: Bool) throws -> Network<Double> {
        func draw() -> Double {
            coarse ? Double(stream.index(below: 9) - 4) / 4 : Double(Float(stream.uniform(in: -1...1)))
        }
        func pick<T>(_ list: [T]) -> T { list[stream.index(below: list.count)] }
        let inputs = 1 + stream.index(below: 4)
        var layers = [Dense(1, activation: pick([.identity, .identity, .relu]), bias: pick([true, false]))]
        for _ in 0..<depth {
            layers.append(
                Dense(
                    1 + stream.index(below: 5), activation: pick([.relu, .relu, .leakyReLU(slope: 0.25), .identity]),
                    bias: pick([true, true, false])))
        }
        layers.append(
            Dense(
                inputs, activation: pick([.relu, .relu, .leakyReLU(slope: 0.5), .identity]), bias: pick([true, false])))
        var network = try Network<Double>(inputs: inputs, layers: layers, initialization: .zeros, seed: 1)
        for l in network.layers.indices {
            network.layers[l].weight.elements = network.layers[l].weight.elements.map { _ in draw() }
            network.layers[l].bias = network.layers[l].bias?.map { _ in draw() }
        }
        return network
    }

    static func samples(_ stream: inout RandomStream, inputs: Int) -> SampleSet {
        let count = 1 + stream.index(below: 9)
        let values = (0..<count * inputs).map { _ in Double(stream.index(below: 9) - 4) / 2 }
        return SampleSet(
            signals: Matrix(rows: count, columns: inputs, elements: values),
            parameters: (0..<count).map { _ in
                SignalParameters(position: nil, amplitude: 1, transitions: [], levels: [0])
            })
    }
}
