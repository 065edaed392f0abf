/// Computes the activations of a network's layers for one sample after another, exactly.
struct ForwardPass {
    private let layers: [NetworkDescription.Layer]
    private let preactivations: [BitRange]
    private var sum = FixedPointSums()
    private var spare = NumberList()
    /// What the last layer receives: the activations of the layer below, or the signal.
    private(set) var received = NumberList()
    private(set) var outputs = NumberList()

    init(_ layers: [NetworkDescription.Layer], _ bound: CostBound) {
        (self.layers, preactivations) = (layers, bound.preactivations)
    }

    mutating func run(_ signal: ArraySlice<Dyadic>) {
        received.removeAll()
        for entry in signal { received.append(entry) }
        for (index, layer) in zip(0..., layers) {
            sum.reset(for: preactivations[index])
            if index == layers.count - 1 {
                Self.apply(layer, to: received, &sum, &outputs)
            } else {
                Self.apply(layer, to: received, &sum, &spare)
                swap(&received, &spare)
            }
        }
    }

    private static func apply(
        _ layer: NetworkDescription.Layer, to received: NumberList, _ sum: inout FixedPointSums,
        _ result: inout NumberList
    ) {
        result.removeAll()
        var (nextWeight, nextBias) = (0, 0)
        let (weights, biases) = (layer.weights, layer.biases ?? [])
        let one: [UInt64] = [1]
        for output in 0..<layer.outputs {
            sum.clear()
            let row = output * layer.inputs
            while nextWeight < weights.count, weights[nextWeight].index < row + layer.inputs {
                let weight = weights[nextWeight]
                sum.add(received, at: Int(weight.index) - row, times: weight.value)
                nextWeight += 1
            }
            if nextBias < biases.count, biases[nextBias].index == output {
                let bias = biases[nextBias].value
                sum.add(
                    one, 0..<1, times: bias.mantissa.magnitude, exponent: Int(bias.exponent),
                    isNegative: bias.isNegative,
                    to: 0)
                nextBias += 1
            }
            result.append(sum, at: 0)
            activate(layer.activation, &result, at: output)
        }
    }

    private static func activate(
        _ activation: NetworkDescription.Activation, _ numbers: inout NumberList, at index: Int
    ) {
        let isPositive = !numbers.entries[index].isNegative && !numbers.entries[index].isZero
        switch activation {
        case .identity: break
        case .relu: if !isPositive { numbers.replaceLast(by: .zero) }
        case .leakyReLU(let slope): if !isPositive { numbers.multiplyLast(by: slope) }
        case .hardThreshold:
            // A positive number is less than 2^top and not less than half of that.
            let isOn = isPositive && numbers.top(at: index) >= 1
            numbers.replaceLast(by: isOn ? Dyadic(mantissa: 1, exponent: 0) : .zero)
        }
    }
}
