internal import Diagnostics

extension Network {
    /// The network that does at every amplitude what this one does at one: a second code takes the place of the biases.
    ///
    /// For a network with the code z = w₁·x + b₁ and the preactivations w_k z + b_k after it, A being the amplitude:
    ///
    ///     z₁ = the entry of x that every step has on        z₂ = w₁·x
    ///     u_k = ((w_k b₁ + b_k)/A) z₁ + w_k z₂
    ///
    /// and the layers above as they are. Without a bias it is positively homogeneous, and at z₁ = A it is this network:
    /// wherever that entry is c > 0, and so on every step of amplitude c, lifted(x) = (c/A) f((A/c) x). The blank gives
    /// 0, whatever f gives there. A and the new weights are rounded to the element.
    ///
    /// The first layer must be one linear unit, the code. Refused are: a bias of a later layer than the one after the
    /// code, to which the second code does not reach; an activation other than identity, ReLU and leaky ReLU, since no
    /// other scales with its argument; an amplitude that is not positive; parameters that are not finite, here or in
    /// the result. Layers of the result are neither frozen, nor non-negative, nor fixed.
    ///
    /// - Parameters:
    ///   - amplitude: A, the amplitude at which the network does what it should.
    ///   - orientation: on which side the ones are, which tells the entry.
    /// - Returns: a network whose first layer has two units; one without biases.
    /// - Throws: ``NetworkError`` for what is refused.
    /// - Complexity: O(parameters).
    public func lifted(
        fromAmplitude amplitude: Double, orientation: Orientation
    ) throws(NetworkError) -> Network {
        try checkLiftable()
        // An exact element cannot be made from an infinity.
        let scale = amplitude.isFinite ? Element(amplitude) : 0
        guard scale > 0, scale.isFinite else {
            throw .value(
                what: "amplitude",
                problem:
                    "\(NumberText.exact(amplitude)): expected a positive finite number, in the precision of the network"
            )
        }
        let always = StepFunctions(length: inputs, orientation: orientation).output(threshold: 1)
        var encoder = Matrix<Element>(rows: 2, columns: inputs, repeating: 0)
        encoder[0, always] = 1
        for j in 0..<inputs { encoder[1, j] = layers[0].weight[0, j] }
        let offset = layers[0].bias?[0] ?? 0
        var decoder = Matrix<Element>(rows: layers[1].outputs, columns: 2, repeating: 0)
        for k in 0..<decoder.rows {
            let weight = layers[1].weight[k, 0]
            decoder[k, 0] = (weight * offset + (layers[1].bias?[k] ?? 0)) / scale
            decoder[k, 1] = weight
        }
        let weights = [encoder, decoder] + layers.dropFirst(2).map(\.weight)
        let network = try Network(
            inputs: inputs,
            layers: zip(layers, weights).map { layer, weight in
                Layer(
                    dense: Dense(weight.rows, activation: layer.dense.activation, bias: false), weight: weight,
                    bias: nil)
            })
        guard network.isFinite else {
            throw .value(
                what: "amplitude",
                problem: "\(NumberText.exact(amplitude)) is too small for the biases in this precision")
        }
        return network
    }

    private func checkLiftable() throws(NetworkError) {
        guard layers.count > 1 else {
            throw .value(what: "layers", problem: "\(layers.count): expected a code and at least one layer behind it")
        }
        guard layers[0].outputs == 1 else {
            throw .shape(
                layer: 0, tensor: "weight", found: [layers[0].outputs, layers[0].inputs],
                expected: [1, layers[0].inputs])
        }
        guard layers[0].dense.activation == .identity else {
            throw .value(
                what: "layers.0.activation", problem: "\(layers[0].dense.activation): expected identity, a linear code")
        }
        for (l, layer) in layers.enumerated().dropFirst() {
            guard layer.dense.activation.negativeSlope != nil else {
                throw .value(
                    what: "layers.\(l).activation",
                    problem:
                        "\(layer.dense.activation): expected identity, relu or leakyReLU, which scale with their argument"
                )
            }
            guard l == 1 || layer.bias == nil else {
                throw .value(
                    what: "layers.\(l).bias",
                    problem:
                        "expected none: only the layer behind the code sees the second code, which takes a bias's place"
                )
            }
        }
        guard isFinite else {
            throw .value(what: "parameters", problem: "one is infinite or no number: expected finite ones")
        }
    }
}
