public import Exact

/// The conditioning of the last layer and the size of its weights, with one ascending unit in each gap.
///
/// With codes θ, w2 = 1 and the shift S by one row, the activations of the steps θ = 1 … n are the lower triangular
/// Toeplitz matrix A2 = ((1 − f) + f S) (1 − S)⁻². Everything derived from it is of the same kind: A2⁻¹ = (1 − S)² /
/// ((1 − f) + f S), and W3ᵀ = (1 − S) / ((1 − f) + f S). The coefficients of W3 are the first differences of
/// ``slopes(through:spacing:)`` for the output that is on from θ = 1; those of A2⁻¹ are the second differences.
extension KinkFraction {
    /// A2[θ − 1, k] = max(0, θ − k − f), the activations on the steps θ = 1 … n: `[n × n]`.
    ///
    /// The blank's row, all zeros, is left out, which changes no singular value.
    ///
    /// - Complexity: O(n²).
    public func activations(length n: Int) -> ExactMatrix { activationMatrix(n).exact }

    /// The inverse A2⁻¹: `[n × n]`.
    ///
    /// - Complexity: O(n²), and O(n) operations on rational numbers of O(n) bits.
    public func inverseActivations(length n: Int) -> ExactMatrix { inverseMatrix(n).exact }

    /// max|W3| of ``lastLayer(length:spacing:)`` with spacing 1, by the recursion.
    ///
    /// For n > 1 it is max(1, (f/(1 − f))^(n−2)) / (1 − f)². The output of threshold p has the weights of that of
    /// threshold 1, shifted by p − 1 units, so that those of the first output are enough.
    ///
    /// - Complexity: O(n) operations on rational numbers of O(n) bits.
    public func largestWeight(length n: Int) -> Rational {
        Self.differences(stepSlopes(n)).map(\.magnitude).max() ?? .zero
    }

    /// κ(A2), from its singular values or, beyond ``ConditionNumber/singularValueLimit``, from the exact inverse.
    ///
    /// Nil beyond the largest `Double`. ``ConditioningLaw`` gives the closed form to which it tends.
    ///
    /// - Complexity: O(n³).
    public func condition(length n: Int) -> ConditionNumber? {
        let matrix = activationMatrix(n).rounded
        return ConditionNumber(matrix) ?? ConditionNumber(matrix, inverse: inverseMatrix(n).rounded)
    }

    private func activationMatrix(_ n: Int) -> LowerToeplitz {
        precondition(n > 0, "steps: at least one entry")
        return LowerToeplitz(column: (0..<n).map { Rational($0 + 1) - fraction })
    }

    private func inverseMatrix(_ n: Int) -> LowerToeplitz {
        LowerToeplitz(column: Self.differences(Self.differences(stepSlopes(n))))
    }

    /// The slopes of the output that is 1 at every θ but 0.
    private func stepSlopes(_ n: Int) -> [Rational] {
        precondition(n > 0, "steps: at least one entry")
        return slopes(through: [.zero] + Array(repeating: .one, count: n), spacing: .one)
    }

    private static func differences(_ values: [Rational]) -> [Rational] {
        zip(values, [.zero] + values.dropLast()).map { $0 - $1 }
    }
}
