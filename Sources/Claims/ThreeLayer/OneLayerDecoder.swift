internal import Exact

/// Outputs that are affine in a scalar code: y = relu(w z + b).
struct OneLayerDecoder: CustomStringConvertible {
    /// The codes of the samples i = 1 … n + 1; they may be equal.
    let codes: [Rational]

    /// The signal length n.
    var length: Int { codes.count - 1 }

    /// The matrix that w and b multiply, `[n + 1 × 2]`: the codes, and ones.
    var activations: ExactMatrix {
        ExactMatrix(rows: codes.count, columns: 1, elements: codes).withOnes
    }

    /// The constraints of output n: 1 on all samples but the blank.
    var lastOutput: OutputConstraints {
        OutputConstraints(
            activations: activations, targets: codes.indices.map { $0 < length ? .one : .zero })
    }

    /// λ with z_(n+1) = −λ_1 z_1 − λ_2 z_2 and 1 = −λ_1 − λ_2: it determines the value at the blank from those at two
    /// samples.
    ///
    /// The codes of samples 1 and 2 must differ.
    var multipliers: [Rational] {
        var result = [Rational](repeating: .zero, count: codes.count)
        let share = (codes[length] - codes[1]) / (codes[0] - codes[1])
        result[0] = -share
        result[1] = share - .one
        result[length] = .one
        return result
    }

    /// Every code of n + 1 integers from 0 to `bound` − 1.
    static func wholeCodes(length n: Int, below bound: Int) -> [OneLayerDecoder] {
        var codes: [[Rational]] = [[]]
        for _ in 0...n { codes = codes.flatMap { code in (0..<bound).map { code + [Rational($0)] } } }
        return codes.map(OneLayerDecoder.init)
    }

    /// Whether y_p = min(1, max(0, z − p + 1)), p = n + 1 − j, gives Y for z = θ.
    static func clampIsExact(length n: Int) -> Bool {
        let y = (0...n).map { i in
            (1...n).map { j in min(.one, max(.zero, Rational(n - i) - Rational(n + 1 - j) + .one)) }
        }
        return ExactMatrix(y) == StepForm.targets(n)
    }

    var description: String { "codes " + codes.map(\.description).joined(separator: ", ") }
}
