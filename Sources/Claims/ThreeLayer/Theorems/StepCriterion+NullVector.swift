internal import Exact

extension StepCriterion {
    /// Whether T1 found rank n and, as the null vector v, a multiple of `expected`, whose last entry is not 0. That v A
    /// = 0 is verified by multiplication, and the rank of A is computed from its rows as well.
    func hasNullVector(_ expected: [Rational]) -> Bool {
        guard let v = nullVector, let scale = v.last, !scale.isZero, let end = expected.last, !end.isZero else {
            return false
        }
        return rank == activations.rows - 1 && activations.rank == rank
            && v.map { $0 / scale * end } == expected
            && activations.transposed().times(expected).allSatisfy(\.isZero)
    }

    /// Whether the multipliers of every output that T1 calls infeasible refute it.
    var isRefuted: Bool {
        !infeasibleOutputs.isEmpty
            && infeasibleOutputs.allSatisfy { j in
                multipliers(ofOutput: j).map { constraints(ofOutput: j).areRefuted(by: $0) } ?? false
            }
    }
}
