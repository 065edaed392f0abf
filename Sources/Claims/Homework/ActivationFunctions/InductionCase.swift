internal import Exact
internal import Networks

/// A sigmoid network in rationals, and the tanh network that the proof's induction arrives at.
struct InductionCase: CustomStringConvertible {
    /// The sigmoid network.
    let sigmoid: Network<Rational>

    /// Draws a network of `depth` layers with widths from 1 to 5.
    init(depth: Int, _ random: inout RationalDraws) throws {
        let widths = (0...depth).map { _ in random.integer(in: 1...5) }
        sigmoid = try Network(
            inputs: widths[0],
            layers: (0..<depth).map { l in
                Layer(
                    dense: Dense(widths[l + 1], activation: l == depth - 1 ? .identity : .sigmoid),
                    weight: random.matrix(widths[l + 1], widths[l]), bias: random.vector(widths[l + 1]))
            })
    }

    var description: String { "\(sigmoid.inputs) → " + sigmoid.layers.map { "\($0.outputs)" }.joined(separator: " → ") }

    /// From L − 1 layers to L: C_L = A_L/2, d_L = A_L 1/2 + b_L, and the layer below, so far affine, is halved.
    var byInduction: Network<Rational> {
        get throws {
            var layers: [Layer<Rational>] = []
            for layer in sigmoid.layers {
                guard let below = layers.popLast() else {
                    layers.append(layer)
                    continue
                }
                let bias = (below.bias ?? []).map { $0 / 2 }
                layers.append(
                    Layer(
                        dense: Dense(below.outputs, activation: .tanh), weight: below.weight.map { $0 / 2 }, bias: bias)
                )
                let weight = layer.weight.map { $0 / 2 }
                let offset = (0..<layer.outputs).map { i in
                    weight.row(i).reduce(layer.bias?[i] ?? .zero) { $0 + $1 }
                }
                layers.append(Layer(dense: Dense(layer.outputs), weight: weight, bias: offset))
            }
            return try Network(inputs: sigmoid.inputs, layers: layers)
        }
    }
}
