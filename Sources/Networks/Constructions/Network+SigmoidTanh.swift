extension Network {
    /// The tanh network that computes the same function as this sigmoid network.
    ///
    /// With σ(u) = (1 + tanh(u/2))/2 a network y = A_L σ(… σ(A₁ x + b₁) …) + b_L is y = C_L tanh(… tanh(C₁ x + d₁) …) +
    /// d_L for
    ///
    ///     C₁ = A₁/2, d₁ = b₁/2        C_l = A_l/4, d_l = b_l/2 + A_l 1/4        C_L = A_L/2, d_L = b_L + A_L 1/2
    ///
    /// 1 being the vector of ones; a network of one layer, which is affine, stays as it is. Weights are scaled by
    /// powers of two, which is exact in floating point unless they become subnormal; each sum in a bias rounds.
    ///
    /// Every layer but the last must be sigmoid, and the last identity. Layers of the result are neither frozen, nor
    /// non-negative, nor fixed, and have biases wherever a layer lies below them.
    ///
    /// - Returns: a network of the same widths.
    /// - Throws: ``NetworkError`` for another activation, and for parameters that are not finite, here or in the
    ///   result.
    /// - Complexity: O(parameters).
    /// - Note: Source: MFNN, Homework 3, problem 5 (c), whose proof by induction gives these matrices.
    public func sigmoidAsTanh() throws(NetworkError) -> Network {
        try exchanging(.sigmoid, for: .tanh) { layer, place in
            let weight = layer.weight.map { place.isLast ? $0 / 2 : $0 / (place.isFirst ? 2 : 4) }
            let bias = layer.biasOrZeros.indices.map { i -> Element in
                let offset = layer.biasOrZeros[i]
                let sum: Element = place.isFirst ? 0 : layer.rowSum(i)
                return place.isLast ? offset + sum / 2 : offset / 2 + sum / 4
            }
            return (weight, bias)
        }
    }

    /// The sigmoid network that computes the same function as this tanh network: the inverse of ``sigmoidAsTanh()``.
    ///
    /// With tanh(u) = 2 σ(2u) − 1, in the same notation,
    ///
    ///     A₁ = 2 C₁, b₁ = 2 d₁        A_l = 4 C_l, b_l = 2 (d_l − C_l 1)        A_L = 2 C_L, b_L = d_L − C_L 1
    ///
    /// Every layer but the last must be tanh, and the last identity; the rest is as in ``sigmoidAsTanh()``.
    ///
    /// - Returns: a network of the same widths.
    /// - Throws: ``NetworkError`` for another activation, and for parameters that are not finite, here or in the
    ///   result.
    /// - Complexity: O(parameters).
    /// - Note: Source: MFNN, Homework 3, problem 5 (c), the note at its end.
    public func tanhAsSigmoid() throws(NetworkError) -> Network {
        try exchanging(.tanh, for: .sigmoid) { layer, place in
            let weight = layer.weight.map { place.isLast ? $0 * 2 : $0 * (place.isFirst ? 2 : 4) }
            let bias = layer.biasOrZeros.indices.map { i -> Element in
                let sum: Element = place.isFirst ? 0 : layer.rowSum(i)
                let rest = layer.biasOrZeros[i] - sum
                return place.isLast ? rest : 2 * rest
            }
            return (weight, bias)
        }
    }

    /// Replaces one activation by another, and each layer's parameters by what `parameters` makes of them.
    private func exchanging(
        _ old: Activation, for new: Activation,
        _ parameters: (Layer<Element>, (isFirst: Bool, isLast: Bool)) -> (Matrix<Element>, [Element])
    ) throws(NetworkError) -> Network {
        for (l, layer) in layers.enumerated() {
            let wanted: Activation = l == layers.count - 1 ? .identity : old
            guard layer.dense.activation == wanted else {
                throw .value(
                    what: "the activation of layer \(l)",
                    problem:
                        "\(layer.dense.activation): expected \(wanted), for a network that is \(old) but for its last layer"
                )
            }
        }
        guard layers.count > 1 else { return self }
        var exchanged: [Layer<Element>] = []
        for (l, layer) in layers.enumerated() {
            let place = (isFirst: l == 0, isLast: l == layers.count - 1)
            let (weight, bias) = parameters(layer, place)
            let hasBias = layer.bias != nil || !place.isFirst
            exchanged.append(
                Layer(
                    dense: Dense(layer.outputs, activation: place.isLast ? .identity : new, bias: hasBias),
                    weight: weight, bias: hasBias ? bias : nil))
        }
        let network = try Network(inputs: inputs, layers: exchanged)
        guard network.isFinite else {
            throw .value(
                what: "the parameters", problem: "one is not finite, here or once converted: expected smaller ones")
        }
        return network
    }
}

extension Layer {
    /// The bias, or zeros for a layer without.
    fileprivate var biasOrZeros: [Element] { bias ?? Array(repeating: 0, count: outputs) }

    /// (W 1)_i: the sum of row `i` of the weight.
    fileprivate func rowSum(_ i: Int) -> Element { weight.row(i).reduce(0, +) }
}
