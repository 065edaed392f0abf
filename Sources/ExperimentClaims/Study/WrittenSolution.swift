internal import Claims
internal import Exact
internal import Networks

/// An autoencoder of all steps constructed in rational numbers, for any codes z_0 < … < z_n.
///
/// w1_j is the distance between the codes that entry j distinguishes, over amp; a_k = relu(z − z_(k−1)) for k = 1 … n;
/// and the output of threshold p is amp·(a_p − a_(p+1))/(z_p − z_(p−1)), where a_(n+1) is left out. For z_θ = θ this is
/// w1 = 1/amp, a_k = relu(θ − k + 1) and amp·(a_p − a_(p+1)).
struct WrittenSolution: CustomStringConvertible {
    let amplitude: Int
    /// The forward pass on the steps: signals, codes, outputs.
    let pass: ForwardPass<Rational>
    private let codes: [Rational]

    /// Creates the solution for codes in increasing order, of which there is one more than a signal has entries.
    init(codes: [Rational], amplitude: Int) throws {
        self.codes = codes
        self.amplitude = amplitude
        let n = codes.count - 1
        let amp = Rational(amplitude)
        var outgoing = Matrix<Rational>(rows: n, columns: n, repeating: .zero)
        for p in 1...n {
            let slope = amp / (codes[p] - codes[p - 1])
            outgoing[n - p, p - 1] = slope
            if p < n { outgoing[n - p, p] = -slope }
        }
        let encoder = LinearEncoder(codes: codes.reversed(), amplitude: amp)
        let network = try PaperAutoencoder(
            w1: encoder.weights, b1: encoder.bias, w2: Array(repeating: .one, count: n),
            b2: codes.dropLast().map { -$0 }, w3: outgoing
        ).network()
        pass = Backpropagation(network).forward(Matrix(encoder.samples))
    }

    /// Creates the solution for the code z = θ.
    init(length: Int, amplitude: Int) throws {
        try self.init(codes: (0...length).map { Rational($0) }, amplitude: amplitude)
    }

    /// The signal length n.
    var length: Int { codes.count - 1 }

    var description: String { "n = \(length), amplitude \(amplitude)" }

    /// Whether every output of every sample equals its target.
    var isExact: Bool { pass.outputs == pass.inputs }

    /// Whether z = θ on every sample.
    var hasCodeTheta: Bool {
        (0...length).allSatisfy { pass.activations[0][$0, 0] == Rational(length - $0) }
    }

    /// Whether some gaps between neighbouring codes differ in width.
    var hasUnequalGaps: Bool {
        let z = pass.activations[0].elements
        let gaps = zip(z, z.dropFirst()).map { $0 - $1 }
        return zip(gaps, gaps.dropFirst()).contains { $0 != $1 }
    }

    /// The number of different signals.
    var distinctSignals: Int { Set((0..<pass.inputs.rows).map { Array(pass.inputs.row($0)) }).count }
}
