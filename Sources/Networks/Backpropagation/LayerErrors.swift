/// ∂L/∂a of each layer, added up from the layers that receive its activations, on the way down from the output.
struct LayerErrors<Element: Scalar> {
    private let network: Network<Element>
    /// ∂L/∂a by layer, that of the inputs first, as far as it is known.
    private var errors: [Matrix<Element>?]
    private var found: [Matrix<Element>]

    /// Begins with δ of the last layer.
    init(_ network: Network<Element>, _ outputDelta: Matrix<Element>) {
        self.network = network
        errors = Array(repeating: nil, count: network.layers.count + 1)
        found = [outputDelta]
    }

    /// δ of each layer, the one nearest to the input first.
    var deltas: [Matrix<Element>] { found.reversed() }

    /// ∂L/∂x.
    var inputs: Matrix<Element> { errors[0] ?? Matrix(rows: found[0].rows, columns: network.inputs, repeating: 0) }

    /// δ = ∂L/∂a · activation′(u) of layer `l`, whose receivers have all passed theirs.
    mutating func delta(of l: Int, in pass: ForwardPass<Element>) -> Matrix<Element> {
        guard l < network.layers.count - 1 else { return found[0] }
        let activation = network.layers[l].dense.activation
        var delta =
            errors[l + 1] ?? Matrix(rows: found[0].rows, columns: network.layers[l].outputs, repeating: 0)
        for k in delta.elements.indices {
            delta.elements[k] =
                delta.elements[k]
                * activation.derivative(
                    at: pass.preactivations[l].elements[k], activation: pass.activations[l].elements[k])
        }
        found.append(delta)
        return delta
    }

    /// Takes the error at what layer `l` receives.
    mutating func pass(_ error: Matrix<Element>, from l: Int) {
        guard let skip = network.layers[l].dense.skip else { return add(error, to: l) }
        let width = network.width(below: l)
        add(error.columns(0..<width), to: l)
        add(error.columns(width..<error.columns), to: l + 1 - skip.layers)
    }

    private mutating func add(_ error: Matrix<Element>, to place: Int) {
        guard var sum = errors[place] else { return errors[place] = error }
        for k in sum.elements.indices { sum.elements[k] += error.elements[k] }
        errors[place] = sum
    }
}
