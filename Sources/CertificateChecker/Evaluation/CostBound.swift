/// Bounds of all numbers of a check, from below and above, made from those of the certificate alone; and what the check may cost.
struct CostBound {
    static let mostCost = 1 << 28
    static let mostLimbs = 1 << 21

    /// The bits of each layer's preactivations.
    private(set) var preactivations: [BitRange] = []
    /// The bits of what the last layer receives.
    private(set) var received: BitRange

    init(_ certificate: Certificate, _ samples: Samples) throws {
        received = BitRange(samples.signals)
        var misses = 0
        var evaluatesAll = false
        for claim in certificate.claims {
            if case .misses = claim { misses += 1 } else { evaluatesAll = true }
        }
        let evaluated = evaluatesAll ? samples.count : misses
        let layers = certificate.network.layers
        var cost = 0

        func add(_ more: Int, _ limbs: Int, _ what: String) throws {
            guard limbs <= Self.mostLimbs else {
                throw Refusal.unreadable(
                    "certificate, \(what): the numbers have \(limbs) limbs, more than \(Self.mostLimbs)")
            }
            cost = more > Self.mostCost ? .max : cost + more
            guard cost <= Self.mostCost else {
                throw Refusal.unreadable("certificate, \(what): the cost of the check is more than \(Self.mostCost)")
            }
        }

        for (index, layer) in zip(0..., layers) {
            if index > 0, let below = preactivations.last {
                received = Self.range(of: layers[index - 1].activation, below)
            }
            let range = Self.preactivations(of: layer, received)
            preactivations.append(range)
            let width = FixedPointSums.width(of: range)
            let terms = layer.weights.count + layer.outputs
            try add(saturatingProduct(terms, evaluated, width), layer.outputs * width, "network.layers[\(index)]")
        }
        var limbs = 0
        for (index, claim) in zip(0..., certificate.claims) {
            guard case .noLastLayer(_, let multipliers) = claim, let units = layers.last?.inputs else { continue }
            let (width, factor) = (FixedPointSums.width(of: received), 1 + multipliers.mostDigits / 16)
            limbs += units * (width + factor)
            try add(saturatingProduct(samples.count, units, width, factor), limbs, "claims[\(index)]")
        }
    }

    private static func preactivations(of layer: NetworkDescription.Layer, _ received: BitRange) -> BitRange {
        var sum = BitRange()
        var weights = BitRange()
        for weight in layer.weights { weights.include(weight.value) }
        if !weights.isEmpty {
            let bitsOfCount = Int.bitWidth - layer.inputs.leadingZeroBitCount
            sum.include(
                BitRange(low: received.low + weights.low, top: received.top + weights.top + bitsOfCount))
        }
        for bias in layer.biases ?? [] { sum.include(bias.value) }
        return sum.isEmpty ? sum : BitRange(low: sum.low, top: sum.top + 1)
    }

    private static func range(of activation: NetworkDescription.Activation, _ sum: BitRange) -> BitRange {
        switch activation {
        case .identity, .relu: return sum
        case .hardThreshold: return BitRange(low: 0, top: 1)
        case .leakyReLU(let slope):
            if slope.isZero { return sum }
            return BitRange(
                low: min(sum.low, sum.low + Int(slope.exponent)), top: max(sum.top, sum.top + slope.top))
        }
    }
}
