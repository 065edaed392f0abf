internal import Exact
internal import Networks

/// A three-layer network with data, in rational numbers: what appendix C differentiates.
///
/// Indices count from 0; rows are samples.
struct AppendixCase: CustomStringConvertible {
    /// The kinds of signals.
    enum Data: String, CaseIterable {
        /// Step functions of amplitude 1.
        case steps = "amplitude 1"
        /// Step functions of amplitude 5.
        case highSteps = "amplitude 5"
        /// n + 1 random signals.
        case random = "random signals"
    }

    /// n: the number of inputs, hidden units and outputs.
    let length: Int
    /// The kind of signals.
    let data: Data
    /// One linear unit, n hidden units, n outputs without a bias.
    let network: Network<Rational>
    /// x, `[n + 1 × n]`.
    let signals: Matrix<Rational>
    /// The targets of the outputs: x unless others are given.
    let targets: Matrix<Rational>

    /// Creates a case from its parts.
    init(
        length: Int, data: Data, network: Network<Rational>, signals: Matrix<Rational>,
        targets: Matrix<Rational>? = nil
    ) {
        self.length = length
        self.data = data
        self.network = network
        self.signals = signals
        self.targets = targets ?? signals
    }

    /// Draws integer parameters from −3 … 3, so that preactivations are often exactly 0; hidden units and outputs are
    /// linear, or ReLUs.
    static func drawn(length n: Int, isLinear: Bool, data: Data, random: inout RationalDraws) throws -> AppendixCase {
        func whole(_ count: Int) -> [Rational] { (0..<count).map { _ in Rational(random.integer(in: -3...3)) } }
        let parameters = PaperAutoencoder(
            w1: whole(n), b1: whole(1)[0], w2: whole(n), b2: whole(n),
            w3: Matrix(rows: n, columns: n, elements: whole(n * n)))
        let signals =
            switch data {
            case .steps: try StepFunctions(length: n).samples().signals.map { Rational($0) }
            case .highSteps: try StepFunctions(length: n, amplitude: 5).samples().signals.map { Rational($0) }
            case .random: Matrix(rows: n + 1, columns: n, elements: whole((n + 1) * n))
            }
        return try AppendixCase(
            length: n, data: data, network: parameters.network(activation: isLinear ? .identity : .relu),
            signals: signals)
    }

    /// A few cases with each kind of signals, for each length.
    static func several(
        lengths: [Int], isLinear: Bool, each count: Int = 3, random: inout RationalDraws
    ) throws -> [AppendixCase] {
        try lengths.flatMap { n in
            try Data.allCases.flatMap { data in
                try (0..<count).map { _ in try drawn(length: n, isLinear: isLinear, data: data, random: &random) }
            }
        }
    }

    var description: String { "n = \(length), \(data.rawValue), \(isLinear ? "linear" : "with ReLUs")" }

    // MARK: The library's derivatives

    /// Loss and derivatives by the library's backpropagation.
    func gradients(_ scaling: Loss.Scaling = .halfSum) -> Gradients<Rational> {
        Backpropagation(network).gradients(inputs: signals, targets: targets, loss: .squaredError(scaling))
    }

    // MARK: The paper's names

    /// Whether hidden units and outputs are linear.
    var isLinear: Bool { network.layers[2].dense.activation == .identity }

    /// W3.
    var last: Matrix<Rational> { network.layers[2].weight }
    /// w2.
    var hidden: [Rational] { network.layers[1].weight.elements }
    /// b2.
    var hiddenBias: [Rational] { network.layers[1].bias ?? [] }
    /// w1.
    var encoder: [Rational] { network.layers[0].weight.elements }
    /// b1.
    var encoderBias: Rational { network.layers[0].bias?[0] ?? .zero }
    /// The sample indices.
    var samples: Range<Int> { 0..<signals.rows }
    /// The indices of inputs, hidden units and outputs.
    var units: Range<Int> { 0..<length }

    // MARK: The loss by its formula

    /// The loss ½ Σ_i Σ_j (y_j − x_j)² by equations (15) and (16), where y = g(W3 g(w2 z + b2)), z = w1 x + b1, and g
    /// is the identity or the ReLU.
    var loss: Rational {
        samples.reduce(.zero) { sum, i in
            let (_, y) = outputs(i)
            return units.reduce(sum) { sum, j in
                let error = y[j] - targets[i, j]
                return sum + error * error / 2
            }
        }
    }

    /// The signs of the preactivations of sample i, hidden units first, and its outputs.
    func outputs(_ i: Int) -> (pattern: [Int], y: [Rational]) {
        let z = units.reduce(encoderBias) { $0 + encoder[$1] * signals[i, $1] }
        let inner = units.map { hidden[$0] * z + hiddenBias[$0] }
        let a = isLinear ? inner : inner.map { max(.zero, $0) }
        let outer = units.map { j in units.reduce(.zero) { $0 + last[j, $1] * a[$1] } }
        return ((inner + outer).map(\.signum), isLinear ? outer : outer.map { max(.zero, $0) })
    }

    /// The derivative of ``loss`` with respect to a parameter of a layer, by a central difference.
    ///
    /// The loss is quadratic in each single parameter as long as no preactivation changes its sign: then the difference
    /// is exact. Nil where one does. Weights come before biases.
    func centralDifference(layer l: Int, parameter k: Int) -> Rational? {
        let step: Rational = isLinear ? 1 : Rational(mantissa: 1, exponent: -20)
        let (above, below) = (moved(layer: l, parameter: k, by: step), moved(layer: l, parameter: k, by: -step))
        if !isLinear {
            for i in samples {
                let pattern = outputs(i).pattern
                guard above.outputs(i).pattern == pattern, below.outputs(i).pattern == pattern else { return nil }
            }
        }
        return (above.loss - below.loss) / (2 * step)
    }

    /// The same case with one of its samples alone.
    func only(_ i: Int) -> AppendixCase {
        AppendixCase(
            length: length, data: data, network: network,
            signals: Matrix(rows: 1, columns: length, elements: Array(signals.row(i))))
    }

    /// The same case with one parameter changed.
    func moved(layer l: Int, parameter k: Int, by step: Rational) -> AppendixCase {
        var changed = network
        let weights = changed.layers[l].weight.elements.count
        if k < weights {
            changed.layers[l].weight.elements[k] += step
        } else {
            changed.layers[l].bias?[k - weights] += step
        }
        return AppendixCase(length: length, data: data, network: changed, signals: signals, targets: targets)
    }
}
