extension Network {
    /// The same function in dense layers alone: each receives the activations of the layer below, and nothing else.
    ///
    /// The weights of a structure become a full matrix. For a skip, units that carry what a later layer needs follow a
    /// layer's own: a number x passes an identity as x, and a ReLU as the pair x⁺, x⁻, or as itself where it is never
    /// negative. Every weight of theirs is 0, 1 or −1, so that the function is the same one in exact arithmetic. In an
    /// exact scalar x passes a leaky ReLU of slope s as a pair, too: x = (f(x) − f(−x))/(1 + s).
    ///
    /// - Returns: the network; its layers and their own units have the same indices.
    /// - Throws: ``ChainError`` for another activation in a layer that a skip leads past.
    /// - Complexity: O(layers · (widest layer + carried units)²).
    public func lowered() throws(ChainError) -> Network {
        var chain = self
        for l in layers.indices {
            chain.layers[l].dense.structure = .full
            (chain.layers[l].dense.shape, chain.layers[l].dense.inputShape) = (nil, nil)
        }
        guard hasSkips else { return chain }
        var carried: [CarriedValues<Element>] = []
        for (l, layer) in layers.enumerated() {
            let below = width(below: l)
            // What the layer receives: the units of the layer below, and those that carry.
            let received = below + carried.reduce(0) { $0 + $1.units.count }
            if isNeeded(l - 1, after: l) { carried.append(CarriedValues(source: l - 1, units: 0..<below)) }
            var rows = ownRows(of: layer, l, carried, columns: received)
            var bias = layer.bias
            carried = carried.filter { isNeeded($0.source, after: l) }
            for k in carried.indices {
                let isNonNegative = carried[k].source >= 0 && layers[carried[k].source].dense.activation == .relu
                guard
                    let added = carried[k].pass(
                        layer.dense.activation, from: rows.count, columns: received, isNonNegative: isNonNegative)
                else {
                    throw ChainError(
                        place: "layers.\(l).activation",
                        problem: "\(layer.dense.activation): a skip leads past it, and a number passes only "
                            + "\(Element.hasTranscendentals ? "identity and relu" : "identity, relu and leakyReLU") unchanged"
                    )
                }
                rows += added
                bias? += Array(repeating: 0, count: added.count)
            }
            chain.layers[l] = Layer(
                dense: Dense(rows.count, activation: layer.dense.activation, bias: bias != nil),
                weight: Matrix(rows: rows.count, columns: received, elements: rows.flatMap { $0 }), bias: bias)
        }
        return chain
    }

    /// Whether a layer above `l` takes the activations of layer `source` past others.
    private func isNeeded(_ source: Int, after l: Int) -> Bool {
        layers.indices.dropFirst(l + 1).contains { m in layers[m].dense.skip.map { m - $0.layers } == source }
    }

    /// [W | S] on the units of the layer below and on those that carry.
    private func ownRows(
        of layer: Layer<Element>, _ l: Int, _ carried: [CarriedValues<Element>], columns: Int
    ) -> [[Element]] {
        let below = width(below: l)
        let source = layer.dense.skip.flatMap { skip in carried.first { $0.source == l - skip.layers } }
        return (0..<layer.outputs).map { i in
            var row = Array(layer.weight.row(i).prefix(below)) + Array(repeating: 0, count: columns - below)
            source?.add(Array(layer.weight.row(i).dropFirst(below)), to: &row)
            return row
        }
    }
}

/// Activations of an earlier layer, as units of the layer below carry them.
private struct CarriedValues<Element: Scalar> {
    /// The layer; −1 for the inputs.
    let source: Int
    /// The units that carry, in order: those of the values, and where they are pairs, those of their negatives.
    var units: Range<Int>
    private var isPair = false
    /// What a pair is divided by.
    private var divisor: Element = 1

    init(source: Int, units: Range<Int>) { (self.source, self.units) = (source, units) }

    /// Adds weights of the values to a row.
    func add(_ weights: [Element], to row: inout [Element]) {
        for (j, weight) in weights.enumerated() {
            let own = weight * divisor
            row[units.lowerBound + j] += own
            if isPair { row[units.lowerBound + weights.count + j] -= own }
        }
    }

    /// The rows of units that carry the values through an activation, beginning at a unit; nil where it changes them.
    mutating func pass(
        _ activation: Activation, from first: Int, columns: Int, isNonNegative: Bool
    ) -> [[Element]]? {
        let count = isPair ? units.count / 2 : units.count
        func rows(_ sign: Element) -> [[Element]] {
            (0..<count).map { j in
                var (weights, row) = (
                    [Element](repeating: 0, count: count), [Element](repeating: 0, count: columns)
                )
                weights[j] = sign
                add(weights, to: &row)
                return row
            }
        }
        func single(_ offset: Int) -> [[Element]] {
            (0..<count).map { j in
                var row = [Element](repeating: 0, count: columns)
                row[units.lowerBound + offset + j] = 1
                return row
            }
        }
        let result: [[Element]]
        switch activation {
        case .identity:
            result = rows(1)
            (isPair, divisor) = (false, 1)
        case .relu where isPair && divisor == 1: result = single(0) + single(count)
        case .relu where isNonNegative: result = rows(1)
        case .relu:
            result = rows(1) + rows(-1)
            (isPair, divisor) = (true, 1)
        case .leakyReLU(let slope) where !Element.hasTranscendentals:
            result = rows(1) + rows(-1)
            // Only an exact scalar can divide without an error.
            (isPair, divisor) = (true, 1 / (1 + Element(slope)))
        default: return nil
        }
        self.units = first..<first + result.count
        return result
    }
}
