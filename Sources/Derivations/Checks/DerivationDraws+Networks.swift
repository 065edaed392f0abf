internal import Exact
internal import Networks

extension DerivationDraws {
    /// The autoencoder x → z → a2 → y of the papers, with its own inputs as targets; nil where the draw does not meet
    /// the wish.
    mutating func threeLayer(_ wish: Wish) -> DerivationNetwork? {
        let isRelu = setting.model == .relu
        let activation: Activation = isRelu ? .relu : .identity
        let (n, samples) = (wish.sizes.signal, wish.sizes.samples)
        let hidden = setting.width == .free ? wish.sizes.width : n
        let x = matrix(samples, n, wish)
        let (w1, b1) = (matrix(1, n, wish), vector(1, wish))
        let w2 = matrix(hidden, 1, wish)
        var b2 = vector(hidden, wish)
        var w3 = matrix(n, hidden, wish)
        func network(upTo depth: Int) -> Network<Rational> {
            let layers = [
                Layer(dense: Dense(1), weight: w1, bias: b1),
                Layer(dense: Dense(hidden, activation: activation), weight: w2, bias: b2),
                Layer(dense: Dense(n, activation: activation, bias: false), weight: w3, bias: nil),
            ]
            return DerivationNetwork.network(inputs: n, Array(layers.prefix(depth)))
        }
        // Unit 0 is at its kink for sample 0, then output 0 for sample 1.
        if wish.isAtKink {
            let code = Backpropagation(network(upTo: 1)).forward(x).outputs
            b2[0] = -w2[0, 0] * code[0, 0]
            let a = Backpropagation(network(upTo: 2)).forward(x).outputs
            guard let k = (0..<hidden).first(where: { !a[1, $0].isZero }) else { return nil }
            w3[0, k] = 0
            var rest = Rational.zero
            for l in 0..<hidden { rest += w3[0, l] * a[1, l] }
            w3[0, k] = -rest / a[1, k]
        }
        let backpropagation = Backpropagation(network(upTo: 3))
        let pass = backpropagation.forward(x)
        if isRelu, !wish.isAtKink, !pass.preactivations[1...2].allSatisfy(Self.isMixed) { return nil }
        let gradients = backpropagation.gradients(pass, targets: x, loss: .squaredError(setting.scaling))
        let codes = pass.activations[0]
        let drawn = DerivationNetwork(
            sizes: [.one: 1, .signal: n, .hidden: hidden, .samples: samples], magnitude: wish.magnitude,
            values: [
                "w1": w1, "b1": DerivationNetwork.column(b1), "w2": w2, "b2": DerivationNetwork.column(b2), "W3": w3,
            ],
            samples: [
                "x": DerivationNetwork.columns(x), "z": DerivationNetwork.columns(codes),
                "u2": DerivationNetwork.columns(pass.preactivations[1]),
                "a2": DerivationNetwork.columns(pass.activations[1]),
                "u3": DerivationNetwork.columns(pass.preactivations[2]), "y": DerivationNetwork.columns(pass.outputs),
            ],
            gradients: [
                "w1": gradients.layers[0].weight, "b1": DerivationNetwork.column(gradients.layers[0].bias ?? []),
                "w2": gradients.layers[1].weight, "b2": DerivationNetwork.column(gradients.layers[1].bias ?? []),
                "W3": gradients.layers[2].weight,
            ], isAtKink: wish.isAtKink)
        guard Self.isMoved(drawn) else { return nil }
        guard wish.isAtKink else { return drawn }
        // At both kinks an error must arrive and be passed on to every parameter, so that a formula that lets it
        // through is detected.
        guard pass.preactivations[1][0, 0].isZero, pass.preactivations[2][1, 0].isZero else { return nil }
        var hiddenError = Rational.zero
        for j in 0..<n { hiddenError += gradients.deltas[2][0, j] * w3[j, 0] }
        var wayBack = Rational.zero
        for k in 0..<hidden where pass.preactivations[1][1, k].signum > 0 { wayBack += w3[0, k] * w2[k, 0] }
        let wouldCount =
            [hiddenError, wayBack, w2[0, 0], x[1, 0], codes[0, 0], codes[1, 0]].allSatisfy { !$0.isZero }
            && x.row(0).contains { !$0.isZero }
        return wouldCount ? drawn : nil
    }

    /// The network W2 relu(W1 x + b1) + b2 of Homework 1, for one sample; nil where the draw does not meet the wish.
    mutating func homework(_ wish: Wish) -> DerivationNetwork? {
        let (inputs, units, outputs) = (wish.sizes.samples, wish.sizes.width, wish.sizes.signal)
        let x = matrix(1, inputs, wish)
        let y = matrix(1, outputs, wish)
        let w1 = matrix(units, inputs, wish)
        var b1 = vector(units, wish)
        let w2 = matrix(outputs, units, wish)
        let b2 = vector(outputs, wish)
        if wish.isAtKink {
            b1[0] = 0
            for j in 0..<inputs { b1[0] -= w1[0, j] * x[0, j] }
        }
        let backpropagation = Backpropagation(
            DerivationNetwork.network(
                inputs: inputs,
                [
                    Layer(dense: Dense(units, activation: .relu), weight: w1, bias: b1),
                    Layer(dense: Dense(outputs), weight: w2, bias: b2),
                ]))
        let pass = backpropagation.forward(x)
        if !wish.isAtKink, !Self.isMixed(pass.preactivations[0]) { return nil }
        let gradients = backpropagation.gradients(pass, targets: y, loss: .squaredError(setting.scaling))
        let drawn = DerivationNetwork(
            sizes: [.one: 1, .inputs: inputs, .units: units, .outputs: outputs], magnitude: wish.magnitude,
            values: [
                "x": x.transposed(), "y": y.transposed(), "W1": w1, "b1": DerivationNetwork.column(b1), "W2": w2,
                "b2": DerivationNetwork.column(b2), "s1": pass.preactivations[0].transposed(),
                "z1": pass.activations[0].transposed(), "s2": pass.preactivations[1].transposed(),
                "y_hat": pass.outputs.transposed(),
            ], samples: [:],
            gradients: [
                "W1": gradients.layers[0].weight, "b1": DerivationNetwork.column(gradients.layers[0].bias ?? []),
                "W2": gradients.layers[1].weight, "b2": DerivationNetwork.column(gradients.layers[1].bias ?? []),
            ], isAtKink: wish.isAtKink)
        guard Self.isMoved(drawn) else { return nil }
        guard wish.isAtKink else { return drawn }
        var error = Rational.zero
        for k in 0..<outputs { error += gradients.deltas[1][0, k] * w2[k, 0] }
        return error.isZero ? nil : drawn
    }

    /// Whether some preactivations are above 0 and some below, and none is 0.
    private static func isMixed(_ preactivations: Matrix<Rational>) -> Bool {
        let signs = Set(preactivations.elements.map(\.signum))
        return signs == [-1, 1]
    }

    /// Whether every parameter has a nonzero derivative.
    private static func isMoved(_ network: DerivationNetwork) -> Bool {
        network.gradients.values.allSatisfy { gradient in gradient.elements.contains { !$0.isZero } }
    }
}
