/// Bounds of all numbers of a check, from below and above, made from those of the certificate alone; and what the check may cost.
struct CostBound {
    static let mostCost = 1 << 27
    static let mostLimbs = 1 << 21

    /// The bits of each layer's preactivations.
    private(set) var preactivations: [BitRange] = []
    /// The bits of what the last layer receives.
    private(set) var received = BitRange()
    /// How many numbers the last layer receives.
    let units: Int
    private(set) var cost = 0

    init(_ certificate: Certificate, _ samples: Samples) throws {
        let layers = certificate.network.layers
        units = layers.last?.inputs ?? 0
        for entry in samples.signals { received.include(entry) }
        let misses = certificate.claims.count { if case .misses = $0 { true } else { false } }
        let evaluated = misses + (misses < certificate.claims.count ? samples.count : 0)
        for (index, layer) in zip(0..., layers) {
            if index > 0 { received = Self.range(of: layers[index - 1].activation, preactivations[index - 1]) }
            let range = Self.preactivations(of: layer, received)
            preactivations.append(range)
            let cost = saturatingProduct(layer.weights.count + layer.outputs, evaluated, range.width)
            try add(cost, limbs: layer.outputs * range.width, "network.layers[\(index)]")
        }
        var limbs = 0
        for (index, claim) in zip(0..., certificate.claims) {
            guard case .noLastLayer(_, let multipliers) = claim else { continue }
            let extra = multipliers.extraLimbs
            limbs += units * (received.width + extra)
            let cost = saturatingProduct(samples.count, extra, units * received.width + extra)
            try add(cost, limbs: limbs, "claims[\(index)]")
        }
    }

    private mutating func add(_ more: Int, limbs: Int, _ what: String) throws {
        guard more <= Self.mostCost - cost, limbs <= Self.mostLimbs else {
            throw Verdict.unreadable(
                "certificate, \(what): the check would cost more than \(Self.mostCost), or keep more than \(Self.mostLimbs) limbs"
            )
        }
        cost += more
    }

    private static func preactivations(of layer: NetworkDescription.Layer, _ received: BitRange) -> BitRange {
        var (weights, sum) = (BitRange(), BitRange())
        for weight in layer.weights { weights.include(weight.value) }
        if !weights.isEmpty {
            let bitsOfCount = Int.bitWidth - layer.inputs.leadingZeroBitCount
            sum.include(low: received.low + weights.low, top: received.top + weights.top + bitsOfCount)
        }
        for bias in layer.biases ?? [] { sum.include(bias.value) }
        if !sum.isEmpty { sum.top += 1 }
        return sum
    }

    private static func range(of activation: NetworkDescription.Activation, _ sum: BitRange) -> BitRange {
        switch activation {
        case .leakyReLU(let slope) where !slope.isZero:
            BitRange(low: min(sum.low, sum.low + Int(slope.exponent)), top: max(sum.top, sum.top + slope.top))
        case .plain(.hardThreshold): BitRange(low: 0, top: 1)
        default: sum
        }
    }
}
