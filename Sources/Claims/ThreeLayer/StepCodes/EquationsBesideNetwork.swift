internal import Exact
internal import Networks

/// A random three-layer autoencoder, both by the paper's equations and by the library.
struct EquationsBesideNetwork: CustomStringConvertible {
    /// The signal length n.
    let length: Int
    /// The parameters, multiples of 1/8.
    let autoencoder: PaperAutoencoder<Rational>

    /// Draws the parameters of n inputs and outputs and `width` hidden units.
    init(length: Int, width: Int, random: inout RationalDraws) {
        func drawn(_ count: Int) -> [Rational] {
            (0..<count).map { _ in Rational(mantissa: random.integer(in: -20...20), exponent: -3) }
        }
        self.length = length
        autoencoder = PaperAutoencoder(
            w1: drawn(length), b1: drawn(1)[0], w2: drawn(width), b2: drawn(width),
            w3: Matrix(rows: length, columns: width, elements: drawn(length * width)))
    }

    /// The steps, `[n + 1 × n]`.
    func signals(amplitude: Rational) -> Matrix<Rational> {
        Matrix(LinearEncoder(weights: autoencoder.w1, bias: autoencoder.b1, amplitude: amplitude).samples)
    }

    /// Whether the library's forward pass and the equations give the same vectors for every step.
    func agree(
        _ found: (ForwardPass<Rational>, Int) -> [[Rational]],
        with printed: (PaperAutoencoder<Rational>, Rational) -> [[Rational]]
    ) throws -> Bool {
        let x = signals(amplitude: .one)
        let pass = try Backpropagation(autoencoder.network()).forward(x)
        return (0..<x.rows).allSatisfy { i in
            found(pass, i) == printed(autoencoder, autoencoder.code(of: Array(x.row(i))))
        }
    }

    /// The library's outputs for steps of an amplitude by which b1 and b2 are multiplied.
    func outputs(amplitude: Rational) throws -> Matrix<Rational> {
        var scaled = autoencoder
        scaled.b1 = scaled.b1 * amplitude
        scaled.b2 = scaled.b2.map { $0 * amplitude }
        return try Backpropagation(scaled.network()).forward(signals(amplitude: amplitude)).outputs
    }

    var description: String { "n = \(length), \(autoencoder.w2.count) hidden units" }
}
