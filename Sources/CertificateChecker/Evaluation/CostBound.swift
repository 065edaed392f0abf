/// The number of bits for every number of a check, and the cost of the check, computed from the certificate alone.
struct CostBound {
    static let mostCost = 1 << 27
    static let mostWords = 512

    /// The bits of the signals, and of the numbers after each layer.
    ///
    /// The numbers that the certificate states, and 1, are multiples of 2^low and less than 2^top, and 13 bits count
    /// the summands of a sum. So after l layers all numbers are multiples of 2^((l + 1) · low) and less than 2^((l + 1)
    /// · (top + 15)).
    private(set) var ranges: [BitRange] = []
    /// The number of inputs of the last layer.
    let units: Int
    private(set) var cost = 0

    /// The bits after all layers, which also hold every number before.
    var range: BitRange { ranges[ranges.count - 1] }

    init(_ certificate: Certificate, _ samples: Samples) throws {
        let layers = certificate.network.layers
        units = layers.last?.inputs ?? 0
        var stated = BitRange()
        stated.include(.one)
        for entry in samples.signals { stated.include(entry) }
        for entry in samples.targets { stated.include(entry) }
        for layer in layers {
            for entry in layer.weights { stated.include(entry.value) }
            for entry in layer.biases ?? [] { stated.include(entry.value) }
        }
        // The width of a range has 64 bits more than the range.
        ranges = (1...layers.count + 1).map { parts in
            BitRange(low: parts * stated.low, top: parts * (stated.top + 64) - 64, isEmpty: false)
        }
        let (words, count) = (range.width, samples.count)
        guard words <= Self.mostWords else {
            throw Verdict.unreadable("certificate: its numbers would need \(words) words, more than \(Self.mostWords)")
        }
        let ofSample = words * layers.reduce(0) { $0 + $1.weights.count + $1.outputs }
        for claim in certificate.claims {
            switch claim {
            case .reproduces: cost += count * ofSample
            case .misses: cost += ofSample
            case .noLastLayer(_, let multipliers):
                let extra = multipliers.extraWords
                cost += count * (ofSample + extra * (units * words + extra))
            }
        }
        guard cost <= Self.mostCost else {
            throw Verdict.unreadable("certificate: the check would cost \(cost), more than \(Self.mostCost)")
        }
    }
}
