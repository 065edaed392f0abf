public import Networks

/// How fast a network's outputs can change with its inputs, in the Euclidean norm: bounded from above and from below.
///
/// The Lipschitz constant of f is the least L with |f(x) − f(x′)| ≤ L |x − x′| for all inputs. It lies between
///
///     lower = max over samples of ‖∂ŷ/∂x‖₂        upper = ∏_l (Lipschitz constant of activation l) · ‖W_l‖₂
///
/// where ‖·‖₂ is the largest singular value. The upper bound holds because the constants of composed maps multiply; a
/// network of one unit in each layer attains it, and in general it is far too large. Both bounds are as accurate as the
/// singular values: to a few ulps of double precision. What a skip brings adds to the constant of what a layer receives
/// as √(L² + L′²).
///
/// Source: C. Szegedy and others, Intriguing properties of neural networks, 2014, section 4.3 (the upper bound).
public struct LipschitzBounds: Sendable, Hashable {
    /// The product of the layers' constants.
    public let upper: Double
    /// The largest measured slope; 0 where every sample lies on a kink.
    public let lower: Double

    /// Bounds the constant of `network` from its weights and from its slopes at `inputs`, `[samples × inputs]`.
    ///
    /// Samples at which a preactivation is exactly at a kink are skipped, since there may be no derivative there.
    /// Nil where a layer has a jump (`Activation.hardThreshold`), a parameter is not finite, or a slope overflows.
    ///
    /// - Complexity: O(samples · outputs · (parameters + outputs · inputs)), and O(rows · columns
    ///   · min(rows, columns)) for each layer.
    public init?<S: Scalar>(of network: Network<S>, at inputs: Matrix<Double>) {
        let network = network.converted(to: Double.self)
        // Of the activations of each layer by the inputs, those of the inputs first.
        var constants = [1.0]
        for (l, layer) in network.layers.enumerated() {
            guard let constant = layer.dense.activation.lipschitzConstant,
                let norm = layer.weight.singularValues()?.first
            else { return nil }
            let earlier = layer.dense.skip.map { constants[l + 1 - $0.layers] } ?? 0
            let received = earlier == 0 ? constants[l] : (constants[l] * constants[l] + earlier * earlier).squareRoot()
            constants.append(received * (constant * norm))
        }
        upper = constants[network.layers.count]
        let backpropagation = Backpropagation(network)
        let pass = backpropagation.forward(inputs)
        var largest = 0.0
        for sample in 0..<inputs.rows where !Self.isOnKink(pass, network, sample: sample) {
            guard let slope = backpropagation.jacobians(pass, sample: sample).network.singularValues()?.first else {
                return nil
            }
            largest = max(largest, slope)
        }
        lower = largest
    }

    private static func isOnKink(_ pass: ForwardPass<Double>, _ network: Network<Double>, sample: Int) -> Bool {
        network.layers.indices.contains { l in
            let activation = network.layers[l].dense.activation
            return activation.derivativeLipschitzConstant == nil
                && pass.preactivations[l].row(sample).contains { activation.kinks.contains($0) }
        }
    }
}
