internal import Exact
internal import Networks

/// Draws the networks that formulas are tried on: several sizes, and for ReLU masks of both kinds and preactivations of 0.
struct DerivationDraws {
    /// The sizes drawn, one after the other: N never equals n, nor m; for Homework 1 they are d_s2, d_x and d_s1.
    private static let sizes = [(2, 3, 4), (3, 2, 4), (2, 5, 3), (4, 3, 2), (3, 5, 2), (5, 4, 3)]
    /// How many further networks have a preactivation of 0, where there are kinks.
    private static let kinked = 3
    /// How often a draw is repeated until it has what it should.
    private static let attempts = 400

    let setting: FormulaSetting
    /// The signal length of the three-layer models; nil for several.
    let length: Int?
    private var random: ClaimRandom

    /// Draws that depend on the seed and on the number of the stream.
    init(_ setting: FormulaSetting, length: Int? = nil, seed: UInt64, stream: UInt32) {
        self.setting = setting
        self.length = length
        random = ClaimRandom(RandomStream(seed: seed ^ 0x6465_7269_7661_7465, purpose: .claims, index: stream))
    }

    /// The networks, those with a preactivation of 0 at the end.
    mutating func networks() -> [DerivationNetwork] {
        var result: [DerivationNetwork] = []
        let hasKinks = setting.model != .linear
        for k in 0..<Self.sizes.count + (hasKinks ? Self.kinked : 0) {
            let (n, samples, width) = Self.sizes[k % Self.sizes.count]
            let atKink = k >= Self.sizes.count
            switch setting.model {
            case .homework:
                result.append(drawn { $0.homework(inputs: samples, units: width, outputs: n, atKink: atKink) })
            case .linear, .relu:
                let length = length ?? n
                // A chosen length can be one of the other sizes.
                let other = samples == length ? samples + 1 : samples
                let free = width == length || width == other ? max(length, other) + 1 : width
                let hidden = setting.width == .free ? free : length
                result.append(drawn { $0.threeLayer(length, hidden: hidden, samples: other, atKink: atKink) })
            }
        }
        return result
    }

    /// The first draw that is as wished, or the last.
    private mutating func drawn(
        _ draw: (inout DerivationDraws) -> (network: DerivationNetwork, isAsWished: Bool)
    ) -> DerivationNetwork {
        var result = draw(&self)
        for _ in 1..<Self.attempts where !result.isAsWished { result = draw(&self) }
        return result.network
    }

    /// The autoencoder x → z → a2 → y of the papers, with its own inputs as targets.
    private mutating func threeLayer(
        _ n: Int, hidden: Int, samples: Int, atKink: Bool
    ) -> (network: DerivationNetwork, isAsWished: Bool) {
        let isRelu = setting.model == .relu
        let activation: Activation = isRelu ? .relu : .identity
        let x = random.matrix(samples, n, bound: 6)
        let (w1, b1) = (random.matrix(1, n, bound: 6), random.rational(bound: 6))
        let w2 = random.matrix(hidden, 1, bound: 6)
        var b2 = random.vector(hidden, bound: 6)
        var w3 = random.matrix(n, hidden, bound: 6)
        func network(upTo depth: Int) -> Network<Rational> {
            let layers = [
                Layer(dense: Dense(1), weight: w1, bias: [b1]),
                Layer(dense: Dense(hidden, activation: activation), weight: w2, bias: b2),
                Layer(dense: Dense(n, activation: activation, bias: false), weight: w3, bias: nil),
            ]
            return DerivationNetwork.network(inputs: n, Array(layers.prefix(depth)))
        }
        // Unit 0 is at its kink for sample 0, then output 0 for sample 1.
        if atKink {
            let code = Backpropagation(network(upTo: 1)).forward(x).outputs
            b2[0] = -w2[0, 0] * code[0, 0]
            let a = Backpropagation(network(upTo: 2)).forward(x).outputs
            if let k = (0..<hidden).first(where: { !a[1, $0].isZero }) {
                w3[0, k] = 0
                var rest = Rational.zero
                for l in 0..<hidden { rest += w3[0, l] * a[1, l] }
                w3[0, k] = -rest / a[1, k]
            }
        }
        let backpropagation = Backpropagation(network(upTo: 3))
        let pass = backpropagation.forward(x)
        let gradients = backpropagation.gradients(pass, targets: x, loss: .squaredError(setting.scaling))
        let codes = pass.activations[0]
        let drawn = DerivationNetwork(
            sizes: [.one: 1, .signal: n, .hidden: hidden, .samples: samples],
            values: [
                "w1": w1, "b1": DerivationNetwork.column([b1]), "w2": w2, "b2": DerivationNetwork.column(b2), "W3": w3,
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
            ], isAtKink: atKink)
        guard isRelu else { return (drawn, Self.isMoved(drawn)) }
        let masked = pass.preactivations[1...2].allSatisfy(Self.isMixed)
        guard atKink else { return (drawn, masked && Self.isMoved(drawn)) }
        // At both kinks an error must arrive, and go on to every parameter, so that a formula that lets it through is seen.
        var hiddenError = Rational.zero
        for j in 0..<n { hiddenError += gradients.deltas[2][0, j] * w3[j, 0] }
        var wayBack = Rational.zero
        for k in 0..<hidden where pass.preactivations[1][1, k].signum > 0 { wayBack += w3[0, k] * w2[k, 0] }
        let wouldCount =
            [hiddenError, wayBack, w2[0, 0], x[1, 0], codes[0, 0], codes[1, 0]].allSatisfy { !$0.isZero }
            && x.row(0).contains { !$0.isZero }
        let counts = pass.preactivations[1][0, 0].isZero && pass.preactivations[2][1, 0].isZero && wouldCount
        return (drawn, counts && Self.isMoved(drawn))
    }

    /// The network W2 relu(W1 x + b1) + b2 of Homework 1, for one sample.
    private mutating func homework(
        inputs: Int, units: Int, outputs: Int, atKink: Bool
    ) -> (network: DerivationNetwork, isAsWished: Bool) {
        let x = random.matrix(1, inputs, bound: 6)
        let y = random.matrix(1, outputs, bound: 6)
        let w1 = random.matrix(units, inputs, bound: 6)
        var b1 = random.vector(units, bound: 6)
        let w2 = random.matrix(outputs, units, bound: 6)
        let b2 = random.vector(outputs, bound: 6)
        if atKink {
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
        let gradients = backpropagation.gradients(pass, targets: y, loss: .squaredError(setting.scaling))
        let drawn = DerivationNetwork(
            sizes: [.one: 1, .inputs: inputs, .units: units, .outputs: outputs],
            values: [
                "x": x.transposed(), "y": y.transposed(), "W1": w1, "b1": DerivationNetwork.column(b1), "W2": w2,
                "b2": DerivationNetwork.column(b2), "s1": pass.preactivations[0].transposed(),
                "z1": pass.activations[0].transposed(), "s2": pass.preactivations[1].transposed(),
                "y_hat": pass.outputs.transposed(),
            ], samples: [:],
            gradients: [
                "W1": gradients.layers[0].weight, "b1": DerivationNetwork.column(gradients.layers[0].bias ?? []),
                "W2": gradients.layers[1].weight, "b2": DerivationNetwork.column(gradients.layers[1].bias ?? []),
            ], isAtKink: atKink)
        guard atKink else { return (drawn, Self.isMixed(pass.preactivations[0]) && Self.isMoved(drawn)) }
        var error = Rational.zero
        for k in 0..<outputs { error += gradients.deltas[1][0, k] * w2[k, 0] }
        return (drawn, !error.isZero && Self.isMoved(drawn))
    }

    /// Whether some preactivations are above 0 and some below, and none is 0.
    private static func isMixed(_ preactivations: Matrix<Rational>) -> Bool {
        let signs = Set(preactivations.elements.map(\.signum))
        return signs == [-1, 1]
    }

    /// Whether every parameter has a derivative other than 0.
    private static func isMoved(_ network: DerivationNetwork) -> Bool {
        network.gradients.values.allSatisfy { gradient in gradient.elements.contains { !$0.isZero } }
    }
}
