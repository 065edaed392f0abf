internal import Analysis
package import Networks

/// The paper's three layers with its parameters under the paper's names: z = x w1ᵀ + b1, then equations (1) to (4).
package struct PaperAutoencoder<Element: Scalar> {
    /// w1, `[n]`.
    var w1: [Element]
    /// b1.
    var b1: Element
    /// W2, `[n2]`: one column.
    var w2: [Element]
    /// b2, `[n2]`.
    var b2: [Element]
    /// W3, `[n × n2]`.
    var w3: Matrix<Element>
    /// A bias of the output layer, `[n]`; the paper has none.
    var b3: [Element]?

    /// Creates the three layers from their parameters.
    package init(w1: [Element], b1: Element, w2: [Element], b2: [Element], w3: Matrix<Element>, b3: [Element]? = nil) {
        (self.w1, self.b1, self.w2, self.b2, self.w3, self.b3) = (w1, b1, w2, b2, w3, b3)
    }

    /// z = x w1ᵀ + b1.
    func code(of x: [Element]) -> Element { Self.dot(x, w1) + b1 }

    /// Equation (1): u2 = z W2ᵀ + b2.
    func u2(_ z: Element) -> [Element] { zip(w2, b2).map { z * $0 + $1 } }

    /// Equation (2): a2 = g2(u2).
    func a2(_ z: Element) -> [Element] { Self.rectified(u2(z)) }

    /// Equation (3): u3 = a2 W3ᵀ.
    func u3(_ z: Element) -> [Element] {
        let a = a2(z)
        return (0..<w3.rows).map { j in Self.dot(a, Array(w3.row(j))) + (b3?[j] ?? 0) }
    }

    /// Equation (4), corrected: y = g3(u3).
    func y(_ z: Element) -> [Element] { Self.rectified(u3(z)) }

    /// max(0, u), entry by entry.
    static func rectified(_ u: [Element]) -> [Element] { u.map { max($0, 0) } }

    private static func dot(_ a: [Element], _ b: [Element]) -> Element { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }

    /// The same as a network of the library; with the identity in place of both ReLUs it is the model that appendix C
    /// differentiates.
    package func network(activation: Activation = .relu) throws(NetworkError) -> Network<Element> {
        try Network(
            inputs: w1.count,
            layers: [
                Layer(dense: Dense(1), weight: Matrix(rows: 1, columns: w1.count, elements: w1), bias: [b1]),
                Layer(
                    dense: Dense(w2.count, activation: activation),
                    weight: Matrix(rows: w2.count, columns: 1, elements: w2), bias: b2),
                Layer(dense: Dense(w3.rows, activation: activation, bias: b3 != nil), weight: w3, bias: b3),
            ])
    }
}

extension PaperAutoencoder where Element: TrainableScalar {
    /// Whether every output equals its target in the real numbers that the parameters denote, according to the library.
    func reconstructs(_ steps: StepFunctions) throws -> Bool {
        try ExactReconstruction(
            ExactNetwork(network()), on: ExactSamples(steps.samples(), in: Element.self)
        ).isExact
    }
}
