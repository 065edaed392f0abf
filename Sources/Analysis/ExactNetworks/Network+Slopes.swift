public import Networks

extension Network {
    /// The same network with every leaky slope rounded to the number of this precision that evaluation multiplies by.
    public var withRoundedSlopes: Network {
        var result = self
        for l in layers.indices {
            if case .leakyReLU(let slope) = layers[l].dense.activation {
                result.layers[l].dense.activation = .leakyReLU(slope: Element(slope).doubleValue)
            }
        }
        return result
    }
}
