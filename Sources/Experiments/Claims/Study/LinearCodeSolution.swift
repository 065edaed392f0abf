internal import Exact
internal import Networks

/// The autoencoder of all steps with the code z = θ, written down in rational numbers.
///
/// w1 = 1/amp, a_k = relu(θ − k + 1) for k = 1 … n, and amp·(a_p − a_(p+1)) at the output of threshold p, a_(n+1) left out.
struct LinearCodeSolution: CustomStringConvertible {
    let length: Int
    let amplitude: Int
    /// What the steps become: signals, codes, outputs.
    let pass: ForwardPass<Rational>

    init(length n: Int, amplitude: Int) throws {
        self.length = n
        self.amplitude = amplitude
        let amp = Rational(amplitude)
        var outgoing = Matrix<Rational>(rows: n, columns: n, repeating: .zero)
        for j in 0..<n {
            let p = n - j
            outgoing[j, p - 1] = amp
            if p < n { outgoing[j, p] = -amp }
        }
        let layers = CanonicalAutoencoder.layers(length: n)
        let network = try Network(
            inputs: n,
            layers: [
                Layer(
                    dense: layers[0], weight: Matrix(rows: 1, columns: n, repeating: .one / amp), bias: [.zero]),
                Layer(
                    dense: layers[1], weight: Matrix(rows: n, columns: 1, repeating: .one),
                    bias: (0..<n).map { Rational(-$0) }),
                Layer(dense: layers[2], weight: outgoing, bias: nil),
            ])
        var signals = Matrix<Rational>(rows: n + 1, columns: n, repeating: .zero)
        for i in 0..<n {
            for j in i..<n { signals[i, j] = amp }
        }
        pass = Backpropagation(network).forward(signals)
    }

    var description: String { "n = \(length), amplitude \(amplitude)" }

    /// Whether every output of every sample equals its target.
    var isExact: Bool { pass.outputs == pass.inputs }

    /// Whether z = θ on every sample.
    var hasCodeTheta: Bool {
        (0...length).allSatisfy { pass.activations[0][$0, 0] == Rational(length - $0) }
    }

    /// The number of different signals.
    var distinctSignals: Int { Set((0..<pass.inputs.rows).map { Array(pass.inputs.row($0)) }).count }
}
