internal import Exact
public import Networks

/// A network evaluated in floating point, sum by sum: how far from its targets, and whether the order of summation matters.
public struct IEEEEvaluation: Sendable, Hashable {
    /// The largest |output − target|; NaN where an output is no number.
    public let maxAbsoluteError: Double
    /// Whether every sum is exact in whatever order its terms are added, so that every program computes the same.
    ///
    /// All terms of a sum are then multiples of one power of two 2^e, their absolute values add up to at most 2^(e + p) for a
    /// significand of p bits, and nothing overflows or is subnormal: each partial sum is a floating-point number.
    public let isExactInAnyOrder: Bool

    /// Whether every output equals its target.
    public var isExact: Bool { maxAbsoluteError == 0 }

    /// Evaluates the network in its own precision.
    ///
    /// - Parameters:
    ///   - network: piecewise linear, every parameter finite.
    ///   - samples: the data, rounded to the network's precision.
    ///   - order: the seed of a random order of the terms of every sum; nil for the natural one, the bias last.
    /// - Complexity: O(samples · non-zero parameters).
    public init<S: TrainableScalar & BinaryFloatingPoint>(
        _ network: Network<S>, on samples: SampleSet, order: UInt64? = nil
    ) where S.RawSignificand: FixedWidthInteger {
        var worst = 0.0
        var isExact = true
        var stream = RandomStream(seed: order ?? 0, purpose: .summation, index: 0)
        for i in 0..<samples.count {
            var z = samples.signals.row(i).map { S($0) }
            for layer in network.layers {
                z = (0..<layer.outputs).map { j in
                    var terms: [S] = []
                    for k in z.indices where z[k] != 0 && layer.weight[j, k] != 0 {
                        let term = layer.weight[j, k] * z[k]
                        if isExact { isExact = Self.isExactProduct(layer.weight[j, k], z[k], term) }
                        terms.append(term)
                    }
                    if let bias = layer.bias { terms.append(bias[j]) }
                    if isExact { isExact = Self.isExactInAnyOrder(terms) }
                    if order != nil {
                        for k in terms.indices.dropLast() {
                            terms.swapAt(k, k + stream.index(below: terms.count - k))
                        }
                    }
                    return layer.dense.activation.value(at: terms.reduce(0, +))
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

    private static func isExactProduct<S: BinaryFloatingPoint>(_ a: S, _ b: S, _ product: S) -> Bool
    where S.RawSignificand: FixedWidthInteger {
        guard let a = Rational(exactly: a), let b = Rational(exactly: b), let product = Rational(exactly: product) else {
            return false
        }
        return a * b == product
    }

    private static func isExactInAnyOrder<S: BinaryFloatingPoint>(_ terms: [S]) -> Bool
    where S.RawSignificand: FixedWidthInteger {
        var sum = Rational.zero
        var last = Int.max
        for term in terms where term != 0 {
            guard term.isNormal, let value = Rational(exactly: term) else { return false }
            sum += value.magnitude
            last = min(last, Int(term.exponent) - term.significandWidth)
        }
        guard last != .max else { return true }
        let largest = S.greatestFiniteMagnitude.exponent
        return sum <= Rational(mantissa: 1, exponent: min(last + S.significandBitCount + 1, Int(largest)))
            && last >= Int(S.leastNormalMagnitude.exponent)
    }
}
