public import Networks

/// A network evaluated in floating point, sum by sum: its error, and whether the order of summation matters.
public struct IEEEEvaluation: Sendable, Hashable {
    /// The largest |output − target|; NaN where an output is NaN.
    public let maxAbsoluteError: Double
    /// Whether every sum is exact in whatever order its terms are added, so that every program computes the same
    /// result.
    ///
    /// For every sum, all terms are then multiples of one power of two 2^e, their absolute values add up to at most
    /// 2^(e + p) for a significand of p bits, and nothing overflows or is subnormal: each partial sum is a
    /// floating-point number. The products with a leaky slope must be exact too.
    public let isExactInAnyOrder: Bool

    /// Whether every output equals its target.
    public var isExact: Bool { maxAbsoluteError == 0 }

    /// Evaluates the network in its own precision.
    ///
    /// - Parameters:
    ///   - network: a piecewise linear network whose parameters are all finite.
    ///   - samples: the data, rounded to the network's precision.
    ///   - order: the seed of a random order of the terms of every sum; nil for the natural order, with the bias last.
    /// - Complexity: O(samples · non-zero parameters).
    @specialized(where S == Float)
    @specialized(where S == Double)
    public init<S: TrainableScalar & BinaryFloatingPoint>(
        _ network: Network<S>, on samples: SampleSet, order: UInt64? = nil
    ) {
        var worst = 0.0
        var isExact = true
        var stream = RandomStream(seed: order ?? 0, purpose: .summation, index: 0)
        // The entries of each row that are not 0: a product with 0 adds nothing.
        let rows = network.layers.map { layer in
            (0..<layer.outputs).map { j in
                (0..<layer.inputs).compactMap { k in layer.weight[j, k] == 0 ? nil : (k, layer.weight[j, k]) }
            }
        }
        for i in 0..<samples.count {
            var z = samples.signals.row(i).map { S($0) }
            for (layer, rows) in zip(network.layers, rows) {
                let function = layer.dense.activation
                // Another derivative at the kink is another form of the same values.
                let plain = if case .form(let form) = function { form.plain ?? function } else { function }
                z = (0..<layer.outputs).map { j in
                    var terms: [S] = []
                    for (k, weight) in rows[j] where z[k] != 0 {
                        let term = weight * z[k]
                        if isExact { isExact = term != 0 && (-term).addingProduct(weight, z[k]) == 0 }
                        terms.append(term)
                    }
                    if let bias = layer.bias { terms.append(bias[j]) }
                    if isExact { isExact = Self.areExactInAnyOrder(terms) }
                    if order != nil {
                        for k in terms.indices.dropLast() {
                            terms.swapAt(k, k + stream.index(below: terms.count - k))
                        }
                    }
                    let sum = terms.reduce(0, +)
                    let activation = function.value(at: sum)
                    if isExact, sum < 0, case .leakyReLU(let slope) = plain {
                        isExact = slope == 0 || activation != 0 && (-activation).addingProduct(S(slope), sum) == 0
                    }
                    return activation
                }
            }
            for (output, target) in zip(z, samples.targets.row(i)) {
                let error = abs(output.doubleValue - S(target).doubleValue)
                worst = error.isNaN || worst.isNaN ? .nan : max(worst, error)
            }
        }
        maxAbsoluteError = worst
        isExactInAnyOrder = isExact
    }

    /// Whether the terms are multiples of one power of two whose absolute values add up to a number of the format.
    private static func areExactInAnyOrder<S: BinaryFloatingPoint & Scalar>(_ terms: [S]) -> Bool {
        var last = Int.max
        for term in terms where term != 0 {
            guard term.isFinite, Int(term.exponent) >= leastExponent(S.self) else { return false }
            last = min(last, Int(term.exponent) - term.significandWidth)
        }
        // The bits that the significand holds without any risk of overflow.
        let width = min(S.significandBitCount + 1, Int(S.greatestFiniteMagnitude.exponent) - last)
        let limit = Double(sign: .plus, exponent: max(0, width), significand: 1)
        var sum = 0.0
        for term in terms where term != 0 {
            // In units of 2^last every term is an integer, and sums below 2^53 are exact.
            guard Int(term.exponent) - last <= S.significandBitCount else { return false }
            sum += abs(term.doubleValue) / Double(sign: .plus, exponent: last, significand: 1)
            guard sum < limit else { return false }
        }
        return true
    }

    /// Terms with an exponent below this one are not judged: what a product loses there may itself be too small to
    /// detect.
    private static func leastExponent<S: BinaryFloatingPoint>(_ type: S.Type) -> Int {
        Int(S.leastNormalMagnitude.exponent) + S.significandBitCount + 1
    }
}
