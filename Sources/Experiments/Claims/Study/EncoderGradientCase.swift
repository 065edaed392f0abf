internal import Exact
internal import Networks

/// A drawn network of the papers' three layers on all steps of an amplitude, and the gradients of its encoder's weights, exactly.
///
/// In the papers' indices: sample i = 1 … n + 1 has x_j = amp for j ≥ i; MSE = ½ Σ_i Σ_j (y_j − x_j)². Here all count from 0.
struct EncoderGradientCase: CustomStringConvertible {
    /// Where ReLUs act.
    enum Kind: String, Sendable {
        /// Nowhere: the paper's appendix leaves the activations out.
        case linear
        /// On hidden units and outputs: the study's network.
        case relu
    }

    let kind: Kind
    let length: Int
    let amplitude: Int
    /// ∂MSE/∂w1_s by backpropagation.
    let gradient: [Rational]
    private let w2: [Rational]
    private let w3: Matrix<Rational>
    private let pass: FormulaPass

    /// Draws the weights: multiples of 1/8, so that sums over many samples stay short.
    init(_ kind: Kind, length n: Int, amplitude: Int, random: inout ClaimRandom) throws {
        func drawn(_ count: Int) -> [Rational] {
            (0..<count).map { _ in Rational(mantissa: random.integer(in: -12...12), exponent: -3) }
        }
        let activation: Activation = kind == .relu ? .relu : .identity
        let w1 = drawn(n)
        let b1 = drawn(1)
        let b2 = drawn(n)
        w2 = drawn(n)
        w3 = Matrix(rows: n, columns: n, elements: drawn(n * n))
        let network = try Network(
            inputs: n,
            layers: [
                Layer(dense: Dense(1), weight: Matrix(rows: 1, columns: n, elements: w1), bias: b1),
                Layer(
                    dense: Dense(n, activation: activation), weight: Matrix(rows: n, columns: 1, elements: w2), bias: b2
                ),
                Layer(dense: Dense(n, activation: activation, bias: false), weight: w3, bias: nil),
            ])
        pass = FormulaPass(w1: w1, b1: b1[0], w2: w2, b2: b2, w3: w3, amplitude: Rational(amplitude), kind: kind)
        let signals = Matrix(rows: n + 1, columns: n, elements: pass.signals.flatMap { $0 })
        gradient =
            Backpropagation(network).gradients(inputs: signals, targets: signals, loss: .squaredError(.halfSum))
            .layers[0].weight.elements
        self.kind = kind
        self.length = n
        self.amplitude = amplitude
    }

    var description: String { "n = \(length), amplitude \(amplitude), \(kind.rawValue)" }

    /// Equation (4): Σ_j (Σ_i x_s (y_j − x_j)) (Σ_k W3_jk w2_k) for each s.
    var equation4: [Rational] {
        let gains = self.gains
        return (0..<length).map { s in
            (0..<length).reduce(.zero) { sum, j in
                let inner = (0...length).reduce(Rational.zero) { $0 + pass.signals[$1][s] * pass.error($1, j) }
                return sum + inner * gains[j]
            }
        }
    }

    /// ∂MSE/∂z of each sample: Σ_k w2_k [u2_k > 0] Σ_j W3_jk [u3_j > 0] (y_j − x_j), without the masks in a linear network.
    var codeGradients: [Rational] {
        (0...length).map { i in
            let errors = (0..<length).map { pass.isOn(pass.u3[i][$0]) ? pass.error(i, $0) : .zero }
            return (0..<length).reduce(.zero) { sum, k in
                guard pass.isOn(pass.u2[i][k]) else { return sum }
                let inner = (0..<length).reduce(Rational.zero) { errors[$1].isZero ? $0 : $0 + w3[$1, k] * errors[$1] }
                return sum + w2[k] * inner
            }
        }
    }

    /// The form with masks: Σ_i x_s ∂MSE/∂z_i for each s.
    var masked: [Rational] {
        let codes = codeGradients
        return (0..<length).map { s in
            (0...length).reduce(.zero) { pass.signals[$1][s].isZero ? $0 : $0 + pass.signals[$1][s] * codes[$1] }
        }
    }

    /// amp·(∂MSE/∂z_1 + … + ∂MSE/∂z_s) for each s.
    var prefixSums: [Rational] {
        var sum = Rational.zero
        return codeGradients.prefix(length).map { term in
            sum += Rational(amplitude) * term
            return sum
        }
    }

    /// Σ_j (Σ_(i in samples) (y_j − x_j)) (Σ_k W3_jk w2_k), samples counted from 0: equation (5) for 0..<1, (6) for 0..<n, and the
    /// second term of (7) for 1..<n.
    func equation(over samples: Range<Int>) -> Rational {
        let gains = self.gains
        return (0..<length).reduce(.zero) { sum, j in
            sum + samples.reduce(Rational.zero) { $0 + pass.error($1, j) } * gains[j]
        }
    }

    /// The samples in which entry s is not 0.
    func samples(reaching s: Int) -> [Int] { (0...length).filter { !pass.signals[$0][s].isZero } }

    /// |printed − true| over |true| for equation (4), in Euclidean norms; infinite where the true gradient is 0 and it is not.
    var equation4Difference: Double {
        func norm(_ x: [Rational]) -> Double {
            x.reduce(0) { $0 + $1.doubleValue * $1.doubleValue }.squareRoot()
        }
        let difference = norm(zip(equation4, gradient).map { $0 - $1 })
        return difference == 0 ? 0 : difference / norm(gradient)
    }

    /// Σ_k W3_jk w2_k for each j.
    private var gains: [Rational] {
        (0..<length).map { j in (0..<length).reduce(.zero) { $0 + w3[j, $1] * w2[$1] } }
    }
}

/// The forward pass by the papers' formulas (1)–(4), without the library's layers.
private struct FormulaPass {
    let kind: EncoderGradientCase.Kind
    let signals: [[Rational]]
    let u2: [[Rational]]
    let u3: [[Rational]]

    init(
        w1: [Rational], b1: Rational, w2: [Rational], b2: [Rational], w3: Matrix<Rational>, amplitude: Rational,
        kind: EncoderGradientCase.Kind
    ) {
        let n = w1.count
        self.kind = kind
        signals = (0...n).map { i in (0..<n).map { $0 >= i ? amplitude : .zero } }
        u2 = signals.map { x in
            let z = zip(x, w1).reduce(b1) { $0 + $1.0 * $1.1 }
            return (0..<n).map { z * w2[$0] + b2[$0] }
        }
        u3 = u2.map { u in
            let a = kind == .relu ? u.map { max($0, .zero) } : u
            return (0..<n).map { j in (0..<n).reduce(.zero) { a[$1].isZero ? $0 : $0 + w3[j, $1] * a[$1] } }
        }
    }

    /// Whether a unit with this preactivation lets its error pass.
    func isOn(_ u: Rational) -> Bool { kind == .linear || u.signum > 0 }

    /// y_j − x_j of a sample.
    func error(_ i: Int, _ j: Int) -> Rational {
        let u = u3[i][j]
        return (kind == .relu ? max(u, .zero) : u) - signals[i][j]
    }
}
