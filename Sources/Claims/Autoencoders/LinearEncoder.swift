package import Exact
internal import Networks

/// One linear unit that encodes the steps: z = w1·x + b1.
package struct LinearEncoder: CustomStringConvertible {
    /// w1, `[n]`.
    package var weights: [Rational]
    /// b1.
    package var bias: Rational
    /// The amplitude of the steps.
    var amplitude: Rational

    /// Creates an encoder from its weights.
    init(weights: [Rational], bias: Rational, amplitude: Rational = .one) {
        self.weights = weights
        self.bias = bias
        self.amplitude = amplitude
    }

    /// The encoder that gives the samples i = 1 … n + 1 these codes: w1_j = (z_j − z_(j+1)) / amp, b1 = z_(n+1).
    package init(codes: [Rational], amplitude: Rational = .one) {
        let weights = zip(codes, codes.dropFirst()).map { ($0 - $1) / amplitude }
        self.init(weights: weights, bias: codes.last ?? .zero, amplitude: amplitude)
    }

    /// Draws an encoder with random weights, bias and amplitude.
    init(length: Int, random: inout RationalDraws) {
        self.init(weights: random.vector(length), bias: random.rational(), amplitude: random.positive())
    }

    /// The steps X, `[n + 1 × n]`: row i has the amplitude from column i onwards.
    package var samples: ExactMatrix {
        let targets = StepForm.targets(weights.count)
        return ExactMatrix(
            rows: targets.rows, columns: targets.columns, elements: targets.elements.map { $0 * amplitude })
    }

    /// The codes of the samples i = 1 … n + 1, by the library's forward pass.
    func codes() throws -> [Rational] {
        let n = weights.count
        let layer = Layer(dense: Dense(1), weight: Matrix(rows: 1, columns: n, elements: weights), bias: [bias])
        let network = try Network(inputs: n, layers: [layer])
        return Backpropagation(network).forward(Matrix(samples)).outputs.elements
    }

    /// b1 + amp · (the sum of w1_j over j > n − θ) for θ = n … 0.
    var codesByPartialSums: [Rational] {
        (0...weights.count).map { i in bias + amplitude * weights[i...].reduce(.zero, +) }
    }

    /// The second differences z_(i+1) − 2 z_i + z_(i−1).
    static func secondDifferences(_ z: [Rational]) -> [Rational] {
        (0..<max(0, z.count - 2)).map { z[$0 + 2] - 2 * z[$0 + 1] + z[$0] }
    }

    /// Whether the second differences vanish, that is, whether the numbers are affine in their index.
    static func areAffine(_ codes: [Rational]) -> Bool { secondDifferences(codes).allSatisfy(\.isZero) }

    package var description: String {
        "w1 = \(weights.map(\.description).joined(separator: ", ")); b1 = \(bias); amplitude \(amplitude)"
    }
}
