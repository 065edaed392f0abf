internal import Exact
internal import Networks

/// The derivatives of ½ ΣΣ (y − x)² with respect to every parameter, by the formulas with masks that complete appendix
/// C.
///
/// Rows are samples: d3 = (y − x)·1[u3 > 0], ∂W3 = d3ᵀ A2, d2 = (d3 W3)·1[u2 > 0], ∂w2 = Σ z d2, ∂b2 = Σ d2, dz = d2
/// w2, ∂w1 = Xᵀ dz, ∂b1 = Σ dz. In a linear network every mask is 1.
struct MaskedGradients {
    /// ∂L/∂W3, `[n × n]`.
    private(set) var last: Matrix<Rational>
    /// ∂L/∂w2.
    private(set) var hidden: [Rational]
    /// ∂L/∂b2.
    private(set) var hiddenBias: [Rational]
    /// ∂L/∂z of each sample.
    private(set) var codes: [Rational] = []
    /// ∂L/∂w1.
    private(set) var encoder: [Rational]
    /// How many preactivations are exactly 0.
    private(set) var kinks = 0

    /// Computes the derivatives on a case.
    init(_ sample: AppendixCase) {
        let (n, units) = (sample.length, sample.units)
        last = Matrix(rows: n, columns: n, repeating: .zero)
        hidden = Array(repeating: .zero, count: n)
        (hiddenBias, encoder) = (hidden, hidden)
        func isOn(_ u: Rational) -> Bool { sample.isLinear || u.signum > 0 }
        for i in sample.samples {
            let z = sample.code(i)
            let u2 = units.map { sample.hiddenValue(i, $0) }
            let a2 = sample.isLinear ? u2 : u2.map { max(.zero, $0) }
            let u3 = units.map { j in units.reduce(Rational.zero) { $0 + sample.last[j, $1] * a2[$1] } }
            kinks += (u2 + u3).count(where: \.isZero)
            let d3 = units.map { j in isOn(u3[j]) ? u3[j] - sample.targets[i, j] : .zero }
            let reached = units.filter { !d3[$0].isZero }
            let d2 = units.map { k in
                isOn(u2[k]) ? reached.reduce(Rational.zero) { $0 + d3[$1] * sample.last[$1, k] } : .zero
            }
            let dz = units.reduce(Rational.zero) { $0 + d2[$1] * sample.hidden[$1] }
            codes.append(dz)
            for k in units {
                hidden[k] += z * d2[k]
                hiddenBias[k] += d2[k]
                encoder[k] += sample.signals[i, k] * dz
                for j in reached { last[j, k] += d3[j] * a2[k] }
            }
        }
    }

    /// ∂L/∂b1.
    var encoderBias: Rational { codes.reduce(.zero, +) }

    /// The derivatives layer by layer, beginning next to the input, weights before biases.
    var layers: [[Rational]] { [encoder + [encoderBias], hidden + hiddenBias, last.elements] }

    /// ∂L/∂w1 on step functions: entry s is the amplitude times the sum of dz over the samples up to s.
    func encoderByPrefixSums(amplitude: Rational) -> [Rational] {
        var sum = Rational.zero
        return encoder.indices.map { s in
            sum += codes[s]
            return amplitude * sum
        }
    }
}
