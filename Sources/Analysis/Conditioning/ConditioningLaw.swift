internal import Foundation

/// Closed forms of the condition numbers that slow down the training on step functions.
///
/// Let L be the `[n × n]` matrix of ones on and below the diagonal: it sums, and L⁻¹ = 1 − S takes differences, where S
/// shifts by one row.
///
/// - The step signals of amplitude 1 are L, up to the order of the rows and the zeros of the blank.
/// - The activations of units with kinks at the codes θ = 0 … n − 1 and w2 = 1 are ramps θ − k, sums of sums: A2 = L².
///
/// The singular values of L are 1/(2 sin((2k − 1)π/(4n + 2))), which gives ``signals(length:)`` exactly. For L², ‖L⁻²‖₂
/// tends to |1 − e^(iπ)|² = 4, and ‖L²‖₂/n² to the norm of (V²u)(x) = ∫₀ˣ (x − t) u(t) dt on [0, 1]. Its singular
/// functions satisfy y'''' = β⁴ y with y = y' = 0 at one end and y'' = y''' = 0 at the other, as a bar that is clamped
/// at one end and free at the other: cos β cosh β = −1, σ = 1/β². The smallest root β₁ = 1.8751… gives κ(A2ᵀA2)/n⁴ →
/// 16/β₁⁴ = 1.2942…. With n + 1 in place of n the law is right to 0.04 % from n = 129 on. Divided by n⁴ it is 1.33 at n
/// = 129.
///
/// Source of the singular values of L: G. Strang, The discrete cosine transform, SIAM Review 41 (1999); of the bar:
/// R. Courant, D. Hilbert, Methods of Mathematical Physics I, chapter V, section 4.
public enum ConditioningLaw {
    /// β₁, the smallest positive root of cos β cosh β = −1.
    public static let beamRoot = 1.875_104_068_711_961

    /// The limit 16/π² of κ(XᵀX)/n².
    public static let signalsConstant = 16 / (Double.pi * Double.pi)

    /// The limit 16/β₁⁴ = 1.2942… of κ(A2ᵀA2)/n⁴.
    public static let activationsConstant = 16 / (beamRoot * beamRoot * beamRoot * beamRoot)

    /// κ(XᵀX) of the step signals of length n, exactly: (cos(π/(2n + 1)) / sin(π/(4n + 2)))², about (4n/π)².
    ///
    /// It does not depend on the blank or on the amplitude. It is 1 for n = 1.
    public static func signals(length n: Int) -> Double {
        let quotient = cos(Double.pi / Double(2 * n + 1)) / sin(Double.pi / Double(4 * n + 2))
        return quotient * quotient
    }

    /// κ(A2ᵀA2) for kinks at the codes, to leading orders: 16 (n + 1)⁴/β₁⁴.
    ///
    /// It is too large by 2.3 % at n = 16, 0.6 % at 32, 0.04 % at 129.
    public static func activations(length n: Int) -> Double { pow(activations(length: n, fraction: 0), 2) }

    /// κ(A2) with one kink in each gap, at the fraction f, to leading orders for large n.
    ///
    /// ‖A2‖₂ ≈ (n + 1 − f)²/β₁², and ‖A2⁻¹‖₂ is about
    /// - 4/(1 − 2f) for f < ½, where the alternating vector decides;
    /// - 16n/π at f = ½;
    /// - ρ^(n−1)/((1 − f)(2f − 1)) for f > ½, where ρ = f/(1 − f) and an error grows from gap to gap.
    ///
    /// At n = 129 it is within 0.2 % for f up to 0.4, 0.4 % at ½ and 0.04 % from 0.51 on, but 13 % too large at 0.49:
    /// closer to ½ than about 1/n the closed form has a pole that the matrix does not have. Infinite where it is beyond
    /// the largest `Double`.
    public static func activations(length n: Int, fraction f: Double) -> Double {
        let size = Double(n) + 1 - f
        let inverse: Double
        if f < 0.5 {
            inverse = 4 / (1 - 2 * f)
        } else if f > 0.5 {
            inverse = pow(f / (1 - f), Double(n - 1)) / ((1 - f) * (2 * f - 1))
        } else {
            inverse = 16 * Double(n) / Double.pi
        }
        return size * size / (beamRoot * beamRoot) * inverse
    }

    /// max|W3| with one kink in each gap, at the fraction f, for n > 1: max(1, (f/(1 − f))^(n−2)) / (1 − f)².
    ///
    /// Infinite where it is beyond the largest `Double`.
    public static func largestWeight(length n: Int, fraction f: Double) -> Double {
        max(1, pow(f / (1 - f), Double(n - 2))) / ((1 - f) * (1 - f))
    }

    /// The probability that n kinks, independent and uniform over the n gaps, allow an exact last layer (theorem T2).
    ///
    /// It is n!/nⁿ · ((1 + 1/√2)ⁿ + (1 − 1/√2)ⁿ)/2. T2 requires that the first j gaps hold j or j + 1 kinks, for every
    /// j < n: gaps with two kinks and gaps with none alternate among gaps with one. Such counts have the probability
    /// n!/nⁿ · 2^−(gaps with two), and their sum is an entry of the n-th power of [[1, ½], [1, 1]], whose eigenvalues
    /// are 1 ± 1/√2.
    ///
    /// - Complexity: O(n).
    public static func exactLastLayerProbability(kinks n: Int) -> Double {
        let root = 0.5.squareRoot()
        let logarithm = logarithmOfOnePerGap(n)
        return (exp(logarithm + Double(n) * log(1 + root)) + exp(logarithm + Double(n) * log(1 - root))) / 2
    }

    /// The probability that every one of n gaps holds exactly one of n kinks: n!/nⁿ.
    ///
    /// - Complexity: O(n).
    public static func onePerGapProbability(kinks n: Int) -> Double { exp(logarithmOfOnePerGap(n)) }

    /// The mean share of gaps without a kink, (1 − 1/n)ⁿ, which tends to 1/e.
    public static func emptyGapShare(kinks n: Int) -> Double { pow(1 - 1 / Double(n), Double(n)) }

    /// The mean share of the n − 1 pairs of neighbouring gaps that hold no kink, (1 − 2/n)ⁿ, which tends to 1/e²; for n
    /// ≥ 2.
    public static func unbrokenPairShare(kinks n: Int) -> Double { pow(1 - 2 / Double(n), Double(n)) }

    /// The logarithm of n!/nⁿ.
    private static func logarithmOfOnePerGap(_ n: Int) -> Double {
        stride(from: 1, through: n, by: 1).reduce(0.0) { $0 + log(Double($1) / Double(n)) }
    }
}
