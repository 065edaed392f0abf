public import Networks

extension Network {
    /// The same network with every leaky slope rounded to the number of this precision that evaluation multiplies by,
    /// and without other derivatives at kinks than the usual ones.
    public var withRoundedSlopes: Network {
        var result = self
        for l in layers.indices {
            if case .form(let form) = layers[l].dense.activation, let plain = form.plain {
                result.layers[l].dense.activation = plain
            }
            if case .leakyReLU(let slope) = result.layers[l].dense.activation {
                result.layers[l].dense.activation = .leakyReLU(slope: Element(slope).doubleValue)
            }
        }
        return result
    }
}
