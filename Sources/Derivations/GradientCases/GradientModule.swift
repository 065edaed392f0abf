public import Networks

/// A line of the forward table of Homework 1, solution 1.2 b: a module, its input, its output.
public struct GradientModule: Sendable, Hashable, Encodable {
    /// What a module computes.
    public enum Kind: Sendable, Hashable {
        /// s = W z + b, or without b.
        case linear(hasBias: Bool)
        /// z = activation(s); Homework 1 calls the preactivation s and the activation z.
        case activation(Activation)
        /// The loss ℓ.
        case loss(Loss)
    }

    private enum Key: CodingKey { case module, input, output, shape }

    /// What the module computes.
    public let kind: Kind
    /// The layer of the module, from 1.
    public let layer: Int
    /// The number of layers.
    public let depth: Int
    /// The shape of the output for one sample, a column.
    public let shape: [Int]

    /// The modules of a network with a loss, in the order of the computation.
    public static func all(of network: Network<Double>, loss: Loss) -> [GradientModule] {
        let depth = network.layers.count
        let layers = network.layers.enumerated().flatMap { l, layer in
            [Kind.linear(hasBias: layer.bias != nil), .activation(layer.dense.activation)].map { kind in
                GradientModule(kind: kind, layer: l + 1, depth: depth, shape: [layer.outputs, 1])
            }
        }
        return layers + [GradientModule(kind: .loss(loss), layer: depth, depth: depth, shape: [1, 1])]
    }

    /// The module's name, its input, and its output with the formula.
    public func cells(_ style: LayerNotation.Style) -> (module: String, input: String, output: String) {
        let notation = LayerNotation(depth: depth, style: style)
        switch kind {
        case .linear(let hasBias):
            let name = style == .tex ? #"\mathrm{Linear}_{\#(layer)}"# : "Linear \(layer)"
            let output = "\(notation.preactivation(layer)) = \(notation.affine(layer, hasBias: hasBias))"
            return (name, notation.activation(layer - 1), output)
        case .activation(let activation):
            let output = "\(notation.activation(layer)) = \(notation.applied(activation, layer))"
            return (notation.name(of: activation), notation.preactivation(layer), output)
        case .loss(let loss):
            let input =
                loss == .hingeResidual(.sum) || loss == .hingeResidual(.halfSum) || loss == .hingeResidual(.mean)
                ? notation.preactivation(depth) : notation.output
            return (
                style == .tex ? #"\mathrm{Loss}"# : "Loss", "\(input), y",
                "\(notation.loss) = \(notation.formula(of: loss))"
            )
        }
    }

    /// The cells in plain text, and the shape as `[rows, columns]`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        let cells = cells(.text)
        try container.encode(cells.module, forKey: .module)
        try container.encode(cells.input, forKey: .input)
        try container.encode(cells.output, forKey: .output)
        try container.encode(shape, forKey: .shape)
    }
}
