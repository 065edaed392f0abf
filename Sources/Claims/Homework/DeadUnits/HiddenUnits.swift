internal import Exact
internal import Networks

/// f(x) = Σ_j u_j σ(a_j x + b_j) of problem 6, as a network of the library.
struct HiddenUnits<S: Scalar>: CustomStringConvertible {
    let a: [S]
    let b: [S]
    let u: [S]
    let activation: Activation

    init(a: [S], b: [S], u: [S], activation: Activation = .relu) {
        (self.a, self.b, self.u, self.activation) = (a, b, u, activation)
    }

    var description: String { "a = \(a), b = \(b), u = \(u)" }

    /// The network: one input, p units with biases, one output without.
    ///
    /// With a code, a frozen layer that passes x on precedes the units, so that optimizers made for the kinks after a
    /// scalar code can train it too.
    func network(withCode: Bool = false) throws -> Network<S> {
        let count = a.count
        let code = Layer<S>(
            dense: Dense(1, bias: false, frozen: true), weight: Matrix(rows: 1, columns: 1, repeating: 1), bias: nil)
        let hidden = Layer(
            dense: Dense(count, activation: activation), weight: Matrix(rows: count, columns: 1, elements: a), bias: b)
        let output = Layer(
            dense: Dense(1, bias: false), weight: Matrix(rows: 1, columns: count, elements: u), bias: nil)
        return try Network(inputs: 1, layers: (withCode ? [code] : []) + [hidden, output])
    }

    /// Reads the units of a network of this form.
    init(_ network: Network<S>) {
        let (hidden, output) = (network.layers[network.layers.count - 2], network.layers[network.layers.count - 1])
        self.init(
            a: hidden.weight.elements, b: hidden.bias ?? [], u: output.weight.elements,
            activation: hidden.dense.activation)
    }

    /// f(x), by the formula.
    func value(at x: S) -> S {
        a.indices.reduce(0) { $0 + u[$1] * activation.value(at: a[$1] * x + b[$1]) }
    }

    /// The largest a_j x + b_j on the data.
    func preactivation(of j: Int, on data: [S]) -> S {
        let values = data.map { a[j] * $0 + b[j] }
        return values.dropFirst().reduce(values[0]) { max($0, $1) }
    }

    /// The gradient of ½ Σ (f(x_i) − y_i)² with respect to a, b and u, by the library.
    func gradient(on data: [S], targets: [S]) throws -> (a: [S], b: [S], u: [S]) {
        func column(_ values: [S]) -> Matrix<S> { Matrix(rows: values.count, columns: 1, elements: values) }
        let layers = Backpropagation(try network()).gradients(
            inputs: column(data), targets: column(targets), loss: .squaredError(.halfSum)
        ).layers
        return (layers[0].weight.elements, layers[0].bias ?? [], layers[1].weight.elements)
    }
}

extension HiddenUnits where S == Rational {
    /// Draws p units, the first of which is dead on the data.
    static func dead(on data: [Rational], _ random: inout RationalDraws) -> HiddenUnits {
        let count = random.integer(in: 1...6)
        let (a, u) = (random.vector(count), random.vector(count))
        var b = random.vector(count)
        let highest = data.map { a[0] * $0 }.reduce(a[0] * data[0]) { max($0, $1) }
        b[0] = -highest - random.positive()
        return HiddenUnits(a: a, b: b, u: u)
    }

    /// ½ Σ (f(x_i) − y_i)² by the formula.
    func loss(on data: [Rational], targets: [Rational]) -> Rational {
        zip(data, targets).reduce(.zero) { sum, pair in
            let r = value(at: pair.0) - pair.1
            return sum + r * r / 2
        }
    }
}

extension SampleSet {
    /// Creates samples from numbers x with targets y.
    init(numbers x: [Double], targets y: [Double]) {
        self.init(
            signals: Matrix(rows: x.count, columns: 1, elements: x),
            parameters: x.map { SignalParameters(position: nil, amplitude: $0, transitions: [], levels: [$0]) },
            targets: Matrix(rows: y.count, columns: 1, elements: y))
    }
}
