public import Networks

/// The shape of a quantity for one sample, and of the loss's derivative with respect to it in both layouts.
public struct GradientShape: Sendable, Hashable, Encodable {
    private enum Key: CodingKey { case quantity, shape, numerator, weightShaped }

    /// The quantities of a layer.
    public enum Kind: Sendable, Hashable, CaseIterable {
        /// The weight W^(L).
        case weight
        /// The bias b^(L).
        case bias
        /// The preactivation s^(L); the transpose of its derivative is δ^(L).
        case preactivation
        /// The activation z^(L), from z^(0) = x to ŷ.
        case activation
    }

    /// The quantity.
    public let kind: Kind
    /// Its layer, from 1; 0 for x.
    public let layer: Int
    /// The number of layers.
    public let depth: Int
    /// The shape, which is also that of the derivative in `GradientLayout.weightShaped`.
    public let shape: [Int]

    /// The shape of the derivative in a layout.
    public func derivative(in layout: GradientLayout) -> [Int] {
        layout == .numerator ? shape.reversed() : shape
    }

    /// The quantity's name.
    public func name(_ style: LayerNotation.Style) -> String {
        let notation = LayerNotation(depth: depth, style: style)
        return switch kind {
        case .weight: notation.weight(layer)
        case .bias: notation.bias(layer)
        case .preactivation: notation.preactivation(layer)
        case .activation: notation.activation(layer)
        }
    }

    /// The quantities of a network, from x to ŷ.
    public static func all(of network: Network<Double>) -> [GradientShape] {
        let depth = network.layers.count
        var shapes = [GradientShape(kind: .activation, layer: 0, depth: depth, shape: [network.inputs, 1])]
        for (l, layer) in network.layers.enumerated() {
            for kind in Kind.allCases where kind != .bias || layer.bias != nil {
                let shape = [layer.outputs, kind == .weight ? layer.inputs : 1]
                shapes.append(GradientShape(kind: kind, layer: l + 1, depth: depth, shape: shape))
            }
        }
        return shapes
    }

    /// Encodes the name in plain text, and shapes as `[rows, columns]`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(name(.text), forKey: .quantity)
        try container.encode(shape, forKey: .shape)
        try container.encode(derivative(in: .numerator), forKey: .numerator)
        try container.encode(derivative(in: .weightShaped), forKey: .weightShaped)
    }
}
