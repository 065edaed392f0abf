internal import Diagnostics

extension Network: CustomStringConvertible {
    /// One line: "129 → 1 → 129 relu → 129 relu, 17,028 parameters"; the parameters themselves are left out.
    public var description: String {
        let widths = layers.map { layer in
            let activation = layer.dense.activation == .identity ? "" : " \(layer.dense.activation.name)"
            return " → \(layer.outputs)\(activation)"
        }
        return "\(inputs)\(widths.joined()), \(NumberText.plural(parameterCount, "parameter"))"
    }
}
