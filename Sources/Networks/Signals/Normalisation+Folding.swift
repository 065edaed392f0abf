extension Normalisation {
    /// A network that does to raw signals what `network` does to normalised ones, up to rounding: the map goes into the
    /// first layer, which gets a bias, and is an ordinary one, neither fixed nor frozen.
    ///
    /// Weights become w / scale, and biases b − Σ w · offset / scale, computed in double precision and rounded to S. A
    /// preactivation then differs by at most (inputs + 4) · ε · (|b| + Σ |w| (|x| + |offset|) / scale), with the unit
    /// roundoff ε of S: where offsets are much larger than scales, S should be Double.
    ///
    /// - Complexity: O(weights of the first layer).
    public func folded<S: Scalar>(into network: Network<S>) -> Network<S> {
        precondition(network.inputs == offsets.count, "an offset for each input")
        var folded = network
        let layer = network.layers[0]
        var bias = layer.bias?.map(\.doubleValue) ?? Array(repeating: 0, count: layer.outputs)
        for i in 0..<layer.outputs {
            for j in offsets.indices {
                let weight = layer.weight[i, j].doubleValue / scales[j]
                folded.layers[0].weight[i, j] = S(weight)
                bias[i] -= weight * offsets[j]
            }
        }
        folded.layers[0].dense.hasBias = true
        folded.layers[0].dense.fixed = nil
        folded.layers[0].dense.isFrozen = false
        folded.layers[0].bias = bias.map { S($0) }
        return folded
    }

    /// A network whose outputs are those of `network` in the units of raw signals, ŷ · scale + offset, up to rounding.
    ///
    /// A last layer without an activation takes the map in, and gets a bias; after another one there is a layer more,
    /// diagonal and without an activation.
    ///
    /// - Complexity: O(weights of the last layer), or O(outputs²).
    public func unfolded<S: Scalar>(from network: Network<S>) -> Network<S> {
        precondition(network.layers.last?.outputs == offsets.count, "an offset for each output")
        var unfolded = network
        let last = network.layers.count - 1
        guard network.layers[last].dense.activation == .identity else {
            var weight = Matrix(rows: scales.count, columns: scales.count, repeating: S(0))
            for j in scales.indices { weight[j, j] = S(scales[j]) }
            unfolded.layers.append(
                Layer(dense: Dense(scales.count), weight: weight, bias: offsets.map { S($0) }))
            return unfolded
        }
        let layer = network.layers[last]
        for j in scales.indices {
            for k in 0..<layer.inputs {
                unfolded.layers[last].weight[j, k] = S(layer.weight[j, k].doubleValue * scales[j])
            }
        }
        unfolded.layers[last].dense.hasBias = true
        unfolded.layers[last].dense.fixed = nil
        unfolded.layers[last].dense.isFrozen = false
        unfolded.layers[last].bias = scales.indices.map { j in
            S((layer.bias?[j].doubleValue ?? 0) * scales[j] + offsets[j])
        }
        return unfolded
    }

    /// Values in the units of raw signals, x · scale + offset, for rows of normalised ones.
    public func restored(_ values: Matrix<Double>) -> Matrix<Double> {
        precondition(values.columns == offsets.count, "an offset for each column")
        var restored = values
        for i in 0..<values.rows {
            for j in 0..<values.columns { restored[i, j] = values[i, j] * scales[j] + offsets[j] }
        }
        return restored
    }
}
