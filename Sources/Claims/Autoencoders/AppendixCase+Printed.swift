internal import Exact
internal import Networks

/// The derivatives of appendix C, which are those of the model without activations, as printed and as they should be.
///
/// The outputs y come from the network itself, so that the formulas can be tried on a network with ReLUs too.
extension AppendixCase {
    /// The code z of sample i.
    func code(_ i: Int) -> Rational { units.reduce(encoderBias) { $0 + encoder[$1] * signals[i, $1] } }

    /// The hidden value w2_k z + b2_k of sample i.
    func hiddenValue(_ i: Int, _ k: Int) -> Rational { hidden[k] * code(i) + hiddenBias[k] }

    /// y − x of every sample, where x are the targets: `[n + 1 × n]`.
    var errors: [[Rational]] { samples.map { i in zip(outputs(i).y, targets.row(i)).map { $0 - $1 } } }

    /// (17): ∂L/∂W3_(u,v) = Σ_i (w2_v z + b2_v)(y_u − x_u), `[n × n]`.
    var lastGradient: Matrix<Rational> {
        let e = errors
        return matrix { u, v in
            samples.reduce(.zero) { $0 + hiddenValue($1, v) * e[$1][u] }
        }
    }

    /// (18): ∂L/∂W3 = Σ_i (y − x)(w2 z + b2)ᵀ, a sum of outer products.
    var lastGradientByMatrices: Matrix<Rational> {
        var sum = Matrix<Rational>(rows: length, columns: length, repeating: 0)
        for (i, error) in zip(samples, errors) {
            let row = units.map { hiddenValue(i, $0) }
            for (u, e) in error.enumerated() {
                for (v, a) in row.enumerated() { sum[u, v] += e * a }
            }
        }
        return sum
    }

    /// (19), as printed: ∂L/∂w2_r = Σ_i Σ_j z W3_(r,j) (y_j − x_j).
    var hiddenGradientAsPrinted: [Rational] {
        hiddenSum { r, j in
            last[r, j]
        } factor: {
            code($0)
        }
    }

    /// The same with W3_(j,r): Σ_i z W3ᵀ (y − x).
    var hiddenGradient: [Rational] {
        hiddenSum { r, j in
            last[j, r]
        } factor: {
            code($0)
        }
    }

    /// (21), as printed: ∂L/∂b2_r = Σ_i Σ_j W3_(r,j) (y_j − x_j).
    var hiddenBiasGradientAsPrinted: [Rational] {
        hiddenSum { r, j in
            last[r, j]
        } factor: { _ in
            .one
        }
    }

    /// The same with W3_(j,r): Σ_i W3ᵀ (y − x).
    var hiddenBiasGradient: [Rational] {
        hiddenSum { r, j in
            last[j, r]
        } factor: { _ in
            .one
        }
    }

    /// (24): ∂L/∂w1_s = Σ_i Σ_j Σ_k W3_(j,k) w2_k x_s (y_j − x_j).
    var encoderGradient: [Rational] {
        let e = errors
        return units.map { s in
            samples.reduce(.zero) { sum, i in
                units.reduce(sum) { sum, j in
                    units.reduce(sum) { $0 + last[j, $1] * hidden[$1] * signals[i, s] * e[i][j] }
                }
            }
        }
    }

    /// (25): Σ_i x (y − x)ᵀ W3 w2, a column as x is: `[n × 1]`.
    var encoderGradientByMatrices: Matrix<Rational> {
        var column = Matrix<Rational>(rows: length, columns: 1, repeating: 0)
        for (i, factor) in zip(samples, codeGradients) {
            for s in units { column[s, 0] += signals[i, s] * factor }
        }
        return column
    }

    /// The derivative that the paper leaves out: ∂L/∂b1 = Σ_i (y − x)ᵀ W3 w2.
    var encoderBiasGradient: Rational { codeGradients.reduce(.zero, +) }

    /// (y − x)ᵀ W3 w2 of every sample.
    private var codeGradients: [Rational] {
        let product = units.map { j in units.reduce(.zero) { $0 + last[j, $1] * hidden[$1] } }
        return errors.map { error in zip(error, product).reduce(.zero) { $0 + $1.0 * $1.1 } }
    }

    private func hiddenSum(_ weight: (Int, Int) -> Rational, factor: (Int) -> Rational) -> [Rational] {
        let e = errors
        return units.map { r in
            samples.reduce(.zero) { sum, i in
                units.reduce(sum) { $0 + factor(i) * weight(r, $1) * e[i][$1] }
            }
        }
    }

    private func matrix(_ entry: (Int, Int) -> Rational) -> Matrix<Rational> {
        Matrix(rows: length, columns: length, elements: units.flatMap { u in units.map { entry(u, $0) } })
    }
}
