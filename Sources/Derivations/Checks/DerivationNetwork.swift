internal import Exact
internal import Networks

/// A random rational network on random data: the value of every name of a formula, and the exact derivatives.
struct DerivationNetwork: Sendable {
    /// How large the parameters and data are.
    enum Magnitude: String, Sendable {
        case ordinary
        case large
        case small

        /// The powers of two by which integers from −6 to 6 are multiplied.
        var exponents: ClosedRange<Int> {
            switch self {
            case .ordinary: -2...0
            case .large: 20...24
            case .small: -24 ... -20
            }
        }
    }

    /// The sizes by name.
    let sizes: [Extent: Int]
    /// How large the parameters and data are.
    let magnitude: Magnitude
    /// The values that do not depend on the sample.
    let values: [String: Matrix<Rational>]
    /// The values of each sample, as columns, as the papers write them.
    let samples: [String: [Matrix<Rational>]]
    /// ∂L/∂parameter, shaped like the parameter.
    let gradients: [String: Matrix<Rational>]
    /// Whether a preactivation is exactly 0 where that matters for a derivative.
    let isAtKink: Bool

    /// The sizes as text, such as "n = 2, N = 3" or "n = 4, N = 3, large numbers".
    func sizeText(_ vocabulary: FormulaVocabulary) -> String {
        let numbers = vocabulary.sizeNames.map { "\($0.name) = \(sizes[$0.extent] ?? 0)" }
        return (numbers + (magnitude == .ordinary ? [] : ["\(magnitude.rawValue) numbers"])).joined(separator: ", ")
    }

    static func column(_ elements: some Collection<Rational>) -> Matrix<Rational> {
        Matrix(rows: elements.count, columns: 1, elements: Array(elements))
    }

    static func columns(_ rows: Matrix<Rational>) -> [Matrix<Rational>] {
        (0..<rows.rows).map { column(rows.row($0)) }
    }

    /// Creates the network from layers whose shapes fit together.
    static func network(inputs: Int, _ layers: [Layer<Rational>]) -> Network<Rational> {
        guard let network = try? Network(inputs: inputs, layers: layers) else {
            preconditionFailure("layers whose shapes do not chain")
        }
        return network
    }
}
