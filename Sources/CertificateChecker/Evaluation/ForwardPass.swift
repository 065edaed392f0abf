/// Computes the activations of a network's layers for one sample after another, exactly.
struct ForwardPass {
    private let ranges: [BitRange]
    private var sum = FixedPointSums()
    private var one = NumberList()
    private var received = NumberList()
    /// The activations of the last layer that was computed, or the signal where there was none.
    private(set) var activations = NumberList()

    init(_ bound: CostBound) {
        ranges = bound.ranges
        one.append(.one)
    }

    mutating func run(_ signal: ArraySlice<Dyadic>, through layers: ArraySlice<NetworkDescription.Layer>) {
        activations.removeAll()
        for entry in signal { activations.append(entry) }
        for (layer, range) in zip(layers, ranges.dropFirst()) {
            swap(&received, &activations)
            apply(layer, range)
        }
    }

    private mutating func apply(_ layer: NetworkDescription.Layer, _ range: BitRange) {
        activations.removeAll()
        var (nextWeight, nextBias) = (0, 0)
        let (weights, biases) = (layer.weights, layer.biases ?? [])
        for output in 0..<layer.outputs {
            let row = output * layer.inputs
            let isBiased = nextBias < biases.count && biases[nextBias].index == output
            guard isBiased || nextWeight < weights.count && weights[nextWeight].index < row + layer.inputs else {
                activations.append(.zero)
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
            case .identity: activations.append(sum)
            case .relu: if sum.sign() > 0 { activations.append(sum) } else { activations.append(.zero) }
            case .hardThreshold: activations.append(sum.isAtLeastOne ? .one : .zero)
            }
        }
    }
}
