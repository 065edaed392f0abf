internal import Exact
internal import Networks

/// A random network of the papers' three layers on all steps of an amplitude, with the exact gradients of its encoder's
/// weights.
///
/// In the papers' indices: sample i = 1 … n + 1 has x_j = amp for j ≥ i, and MSE = ½ Σ_i Σ_j (y_j − x_j)². Here all
/// indices count from 0.
struct EncoderGradientCase: CustomStringConvertible {
    /// The network and the steps.
    let sample: AppendixCase
    /// ∂MSE/∂w1_s by backpropagation.
    let gradient: [Rational]
    /// The formulas with masks.
    let masked: MaskedGradients

    /// Draws the weights; hidden units and outputs are linear, as in the paper's appendix, or ReLUs, as in its network.
    init(length: Int, isLinear: Bool, data: AppendixCase.Data, random: inout RationalDraws) throws {
        sample = try .drawn(length: length, isLinear: isLinear, data: data, random: &random)
        gradient = sample.gradients().layers[0].weight.elements
        masked = MaskedGradients(sample)
    }

    var description: String { sample.description }

    /// The signal length n.
    var length: Int { sample.length }
    /// The amplitude of the steps.
    var amplitude: Rational { sample.data == .highSteps ? 5 : 1 }
    /// Whether some entry of the gradient is not 0.
    var moves: Bool { gradient.contains { !$0.isZero } }

    /// Equation (4): Σ_j (Σ_i x_s (y_j − x_j)) (Σ_k W3_jk w2_k) for each s.
    var equation4: [Rational] {
        let (gains, errors) = (gains, sample.errors)
        return sample.units.map { s in
            sample.units.reduce(.zero) { sum, j in
                let inner = sample.samples.reduce(Rational.zero) { $0 + sample.signals[$1, s] * errors[$1][j] }
                return sum + inner * gains[j]
            }
        }
    }

    /// amp·(∂MSE/∂z_1 + … + ∂MSE/∂z_s) for each s.
    var prefixSums: [Rational] { masked.encoderByPrefixSums(amplitude: amplitude) }

    /// Σ_j (Σ_(i in samples) (y_j − x_j)) (Σ_k W3_jk w2_k), where samples count from 0: equation (5) for 0..<1,
    /// equation (6) for 0..<n, and the second term of (7) for 1..<n.
    func equation(over samples: Range<Int>) -> Rational {
        let (gains, errors) = (gains, sample.errors)
        return sample.units.reduce(.zero) { sum, j in
            sum + samples.reduce(Rational.zero) { $0 + errors[$1][j] } * gains[j]
        }
    }

    /// The samples in which entry s is not 0.
    func samples(reaching s: Int) -> [Int] { sample.samples.filter { !sample.signals[$0, s].isZero } }

    /// |printed − true| over |true| for equation (4), in Euclidean norms; defined where the true gradient is not 0.
    var equation4Difference: Double {
        func norm(_ x: [Rational]) -> Double { x.dot(x).doubleValue.squareRoot() }
        return norm(zip(equation4, gradient).map { $0 - $1 }) / norm(gradient)
    }

    /// Σ_k W3_jk w2_k for each j.
    private var gains: [Rational] {
        sample.units.map { j in sample.units.reduce(.zero) { $0 + sample.last[j, $1] * sample.hidden[$1] } }
    }
}
