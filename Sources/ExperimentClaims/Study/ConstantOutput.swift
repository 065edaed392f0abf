internal import Exact

/// Outputs that do not depend on the signal, and the exact mean square error over amp² that they leave on the n + 1
/// steps.
struct ConstantOutput {
    let length: Int

    /// The mean square error over amp² of the outputs c_p·amp, where p = 1 … n are the thresholds.
    func error(of outputs: (_ p: Int) -> Rational) -> Rational {
        var sum = Rational.zero
        for theta in 0...length {
            for p in 1...length {
                let difference = outputs(p) - (theta >= p ? .one : .zero)
                sum += difference * difference
            }
        }
        return sum / Rational(length * (length + 1))
    }

    /// The error of the output 0 everywhere.
    var errorOfZero: Rational { error { _ in .zero } }

    /// The error when each output is its mean target, (n + 1 − p)/(n + 1).
    var leastError: Rational { error { mean($0) } }

    /// Whether moving one output, by any of several amounts in either direction, makes the error larger.
    var isLeast: Bool {
        let least = leastError
        return [1, length / 2, length].allSatisfy { moved in
            [-1, 1].allSatisfy { sign in
                error { mean($0) + ($0 == moved ? Rational(sign) / Rational(64) : .zero) } > least
            }
        }
    }

    private func mean(_ p: Int) -> Rational { Rational(length + 1 - p) / Rational(length + 1) }
}
