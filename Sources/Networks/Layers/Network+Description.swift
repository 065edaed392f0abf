internal import Diagnostics

extension Network: CustomStringConvertible {
    /// One line: "129 → 1 → 129 relu → 129 relu, 17,028 parameters"; the parameters themselves are left out.
    public var description: String {
        let widths = layers.map { " → \($0.dense.unitWords)" }
        return "\(inputs)\(widths.joined()), \(NumberText.plural(parameterCount, "parameter"))"
    }
}
