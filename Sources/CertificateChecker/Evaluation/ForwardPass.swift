/// Computes the activations of a network's layers for one sample after another, exactly.
struct ForwardPass {
    private let layers: [NetworkDescription.Layer]
    private let preactivations: [BitRange]
    private var sum = FixedPointSums()
    private var one = NumberList()
    /// What the last layer receives: the activations of the layer below, or the signal.
    private(set) var received = NumberList()
    private(set) var outputs = NumberList()

    init(_ layers: [NetworkDescription.Layer], _ bound: CostBound) {
        (self.layers, preactivations) = (layers, bound.preactivations)
        one.append(.one)
    }

    mutating func run(_ signal: ArraySlice<Dyadic>) {
        outputs.removeAll()
        for entry in signal { outputs.append(entry) }
        for (layer, range) in zip(layers, preactivations) {
            swap(&received, &outputs)
            apply(layer, range)
        }
    }

    /// Computes the outputs of a layer from what it receives.
    private mutating func apply(_ layer: NetworkDescription.Layer, _ range: BitRange) {
        outputs.removeAll()
        var (nextWeight, nextBias) = (0, 0)
        let (weights, biases) = (layer.weights, layer.biases ?? [])
        for output in 0..<layer.outputs {
            let row = output * layer.inputs
            let isBiased = nextBias < biases.count && biases[nextBias].index == output
            guard isBiased || nextWeight < weights.count && weights[nextWeight].index < row + layer.inputs else {
                outputs.append(.zero)
                continue
            }
            sum.reset(range)
            while nextWeight < weights.count, weights[nextWeight].index < row + layer.inputs {
                sum.add(received, at: Int(weights[nextWeight].index) - row, times: weights[nextWeight].value)
                nextWeight += 1
            }
            if isBiased {
                sum.add(one, at: 0, times: biases[nextBias].value)
                nextBias += 1
            }
            switch layer.activation {
            case .plain(.identity): outputs.append(sum)
            case .plain(.relu): if sum.sign() > 0 { outputs.append(sum) } else { outputs.append(.zero) }
            case .plain(.hardThreshold): outputs.append(sum.isAtLeastOne ? .one : .zero)
            case .leakyReLU(let slope):
                outputs.append(sum)
                if sum.sign() < 0 { outputs.multiplyLast(by: slope) }
            }
        }
    }
}
