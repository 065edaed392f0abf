internal import Exact
internal import Networks

/// Hidden ReLU units that receive a scalar code, exactly: a_k = relu(w_k z + b_k).
struct HiddenRamps {
    /// w, `[units]`.
    var weights: [Rational]
    /// b, `[units]`.
    var biases: [Rational]

    /// Creates units from their weights and biases.
    init(weights: [Rational], biases: [Rational]) {
        self.weights = weights
        self.biases = biases
    }

    /// Creates units from weights w ≠ 0 and kinks: b = −w·kink.
    init(weights: [Rational], kinks: [Rational]) {
        self.init(weights: weights, biases: zip(weights, kinks).map { -$0 * $1 })
    }

    /// Creates units that ascend or descend from their kinks with slope ±1.
    init(kinks: [Rational], signs: [Int]) {
        self.init(weights: signs.map { Rational($0) }, kinks: kinks)
    }

    /// Draws units of random directions; their kinks are uniform between the least and the largest code, in 2^bits
    /// places.
    init(drawing count: Int, among codes: [Rational], bits: Int = 10, random: inout RationalDraws) {
        let (lower, upper) = (codes.min() ?? .zero, codes.max() ?? .zero)
        let kinks = (0..<count).map { _ in
            lower + (upper - lower) * Rational(mantissa: random.integer(in: 0...((1 << bits) - 1)), exponent: -bits)
        }
        self.init(kinks: kinks, signs: kinks.map { _ in 2 * random.integer(in: 0...1) - 1 })
    }

    /// A2 for the codes of samples i = 1 … N, `[N × units]`.
    func activations(at codes: [Rational]) -> ExactMatrix {
        ExactMatrix(
            rows: codes.count, columns: weights.count,
            elements: codes.flatMap { z in zip(weights, biases).map { max($0 * z + $1, .zero) } })
    }
}
