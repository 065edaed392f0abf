internal import Exact
internal import Networks

/// A vector v ≠ 0, and the activations of width n whose left null space it spans, as theorem T1 requires.
struct NullVector: CustomStringConvertible {
    /// v_0, …, v_n.
    let entries: [Rational]

    /// Vectors of length n + 1 with integer entries −2 … 2, only one of v and −v; all of them for n ≤ 3, otherwise
    /// `count` random ones.
    static func several(length n: Int, atMost count: Int, random: inout RationalDraws) -> [NullVector] {
        func isLeading(_ entries: [Rational]) -> Bool { entries.first { !$0.isZero }.map { $0.signum > 0 } ?? false }
        guard n > 3 else {
            let all = (0...n).reduce([[]]) { heads, _ in
                heads.flatMap { head in (-2...2).map { head + [Rational($0)] } }
            }
            return all.filter(isLeading).map(NullVector.init)
        }
        return (0..<count).map { _ in
            while true {
                let drawn = (0...n).map { _ in Rational(random.integer(in: -2...2)) }
                if isLeading(drawn) { return NullVector(entries: drawn) }
            }
        }
    }

    var description: String { "v = \(entries)" }

    /// The signal length n.
    var length: Int { entries.count - 1 }

    /// A basis of all columns a with v a = 0: `[n + 1 × n]`.
    var activations: ActivationCase {
        ActivationCase(ExactMatrix(ExactMatrix([entries]).nullSpace).transposed())
    }

    /// T1: v_n ≠ 0 and, with v scaled to v_n = 1 and q the last index with v_q < 0, v_0 + … + v_q ≥ 0.
    var allowsByLastNegative: Bool {
        guard let end = entries.last, !end.isZero else { return false }
        let scaled = entries.map { $0 / end }
        guard let q = scaled.lastIndex(where: { $0.signum < 0 }) else { return true }
        return scaled[0...q].reduce(.zero, +).signum >= 0
    }

    /// T1 for one output: S_j = v_0 + … + v_j is 0, or some i > j has v_i S_j > 0.
    func allows(output j: Int) -> Bool {
        let sum = partialSum(j)
        return sum.isZero || entries[(j + 1)...].contains { ($0 * sum).signum > 0 }
    }

    /// The partial sum S_j.
    func partialSum(_ j: Int) -> Rational { entries[0...j].reduce(.zero, +) }

    /// v with the sign that refutes output j: Σ v_i t_i < 0.
    func certificate(ofOutput j: Int) -> [Rational] {
        partialSum(j).signum > 0 ? entries.map { -$0 } : entries
    }
}
