internal import Exact
internal import Networks

/// A hidden layer of ReLUs without biases: a_k = relu(z W2_k).
struct UnbiasedHiddenLayer: CustomStringConvertible {
    /// The codes of the samples i = 1 … n + 1.
    let codes: [Rational]
    /// W2, `[units]`.
    let weights: [Rational]

    /// Creates a case from a given layer.
    init(codes: [Rational], weights: [Rational]) {
        self.codes = codes
        self.weights = weights
    }

    /// Draws different codes, on request some positive and some negative, and units of which the first two differ in
    /// sign.
    init(length: Int, width: Int, bothSigns: Bool = false, random: inout RationalDraws) {
        let codes = InjectiveCode(length: length, random: &random).codes
        let middle = bothSigns ? (codes[0] + codes[1]) / Rational(2) : .zero
        self.codes = codes.map { $0 - middle }
        weights = [random.positive(), -random.positive()] + random.vector(width - 2)
    }

    /// Codes offset + slope · θ for n = 2, slope ≠ 0, with four units of random signs.
    static func affinePair(offset: Rational, slope: Rational, random: inout RationalDraws) -> UnbiasedHiddenLayer {
        let slope = random.integer(in: 0...1) == 0 ? slope : -slope
        return UnbiasedHiddenLayer(
            codes: [2, 1, 0].map { offset + slope * Rational($0) },
            weights: (0..<4).map { _ in random.integer(in: 0...1) == 0 ? random.positive() : -random.positive() })
    }

    /// Every choice of three different integer codes from −bound to bound, with one unit of each sign.
    static func wholePairs(bound: Int) -> [UnbiasedHiddenLayer] {
        let range = (-bound)...bound
        return range.flatMap { first in
            range.flatMap { second in range.map { [first, second, $0] } }
        }.filter { Set($0).count == 3 }
            .map { UnbiasedHiddenLayer(codes: $0.map { Rational($0) }, weights: [.one, -.one]) }
    }

    /// The signal length n.
    var length: Int { codes.count - 1 }

    /// The activations A2.
    var activations: ExactMatrix {
        HiddenRamps(weights: weights, biases: weights.map { _ in .zero }).activations(at: codes)
    }

    /// The activations A2 by equation (6).
    var byEquation6: ExactMatrix {
        ExactMatrix(
            codes.map { z in
                weights.map { w in z.magnitude * max(.zero, z.signum >= 0 ? w : -w) }
            })
    }

    /// Whether some codes are positive and some negative.
    var hasCodesOfBothSigns: Bool { codes.contains { $0.signum > 0 } && codes.contains { $0.signum < 0 } }

    var description: String {
        "codes \(codes.map(\.description).joined(separator: ", ")); W2 = "
            + weights.map(\.description).joined(separator: ", ")
    }

    /// A decoder of two outputs without a hidden bias, a case that the paper's argument overlooks.
    struct TwoOutputs {
        /// The code and W2.
        let layer: UnbiasedHiddenLayer
        /// W3.
        let last: ExactLastLayer
        /// w1 and b1.
        let encoder: LinearEncoder

        /// Whether W3 gives Y, and T1 confirms that such a W3 exists.
        var isExact: Bool {
            last.reconstructs(from: layer.activations) && StepCriterion(activations: layer.activations).isFeasible
        }
    }

    /// The codes (1, −1, 0) of samples 1, 2, 3.
    static let twoOutputs = TwoOutputs(
        layer: UnbiasedHiddenLayer(codes: [.one, -.one, .zero], weights: [.one, -.one]),
        last: ExactLastLayer(weights: ExactMatrix([[.one, .zero], [.one, .one]])),
        encoder: LinearEncoder(weights: [Rational(2), -.one], bias: .zero))
}
