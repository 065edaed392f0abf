internal import Exact
internal import Networks

/// A random rational network on random data: what every name of a formula stands for, and the exact derivatives.
struct DerivationNetwork: Sendable {
    /// The sizes by name.
    let sizes: [Extent: Int]
    /// What does not depend on the sample.
    let values: [String: Matrix<Rational>]
    /// What each sample has, columns as the papers write them.
    let samples: [String: [Matrix<Rational>]]
    /// ∂L/∂parameter, shaped like the parameter.
    let gradients: [String: Matrix<Rational>]
    /// Whether a preactivation is exactly 0 where that matters for a derivative.
    let isAtKink: Bool

    /// "n = 2, N = 3"
    func sizeText(_ vocabulary: FormulaVocabulary) -> String {
        vocabulary.sizeNames.map { "\($0.name) = \(sizes[$0.extent] ?? 0)" }.joined(separator: ", ")
    }

    static func column(_ elements: some Collection<Rational>) -> Matrix<Rational> {
        Matrix(rows: elements.count, columns: 1, elements: Array(elements))
    }

    static func columns(_ rows: Matrix<Rational>) -> [Matrix<Rational>] {
        (0..<rows.rows).map { column(rows.row($0)) }
    }

    /// The network with layers whose shapes chain.
    static func network(inputs: Int, _ layers: [Layer<Rational>]) -> Network<Rational> {
        guard let network = try? Network(inputs: inputs, layers: layers) else {
            preconditionFailure("layers whose shapes do not chain")
        }
        return network
    }
}
