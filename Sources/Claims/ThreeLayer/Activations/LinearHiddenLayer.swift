internal import Exact
internal import Networks

/// A hidden layer without a non-linearity on a random code: A2 = z W2ᵀ + 1 b2.
struct LinearHiddenLayer: CustomStringConvertible {
    /// The codes of the samples i = 1 … n + 1, all different.
    let codes: [Rational]
    /// W2, `[units]`, no entry 0.
    let weights: [Rational]
    /// b2, `[units]`, no entry 0.
    let biases: [Rational]

    /// Draws the code and the parameters; W2 and b2 are not multiples of each other.
    init(length: Int, width: Int, random: inout RationalDraws) {
        codes = InjectiveCode(length: length, random: &random).codes
        let weights = (0..<width).map { _ in random.positive() }
        self.weights = weights
        biases = weights.enumerated().map { $0.offset == 0 ? $0.element : -$0.element - random.positive() }
    }

    /// The signal length n.
    var length: Int { codes.count - 1 }

    /// z W2ᵀ.
    var codeTerm: ExactMatrix { ExactMatrix(codes.map { z in weights.map { z * $0 } }) }

    /// 1 b2.
    var biasTerm: ExactMatrix { ExactMatrix(codes.map { _ in biases }) }

    /// A2, the sum of both terms.
    var activations: ExactMatrix {
        ExactMatrix(
            rows: codes.count, columns: weights.count,
            elements: zip(codeTerm.elements, biasTerm.elements).map { $0 + $1 })
    }

    /// A2 by the library: one layer with the identity, whose input is the code.
    func activationsByNetwork() throws -> Matrix<Rational> {
        let layer = Layer(
            dense: Dense(weights.count), weight: Matrix(rows: weights.count, columns: 1, elements: weights),
            bias: biases)
        let codes = Matrix(rows: codes.count, columns: 1, elements: codes)
        return try Backpropagation(Network(inputs: 1, layers: [layer])).forward(codes).outputs
    }

    var description: String {
        "codes \(codes.map(\.description).joined(separator: ", ")); W2 = "
            + weights.map(\.description).joined(separator: ", ") + "; b2 = "
            + biases.map(\.description).joined(separator: ", ")
    }
}
