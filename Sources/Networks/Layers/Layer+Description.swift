extension Layer: CustomStringConvertible {
    /// One line: "129 → 1 relu"; the parameters are left out.
    public var description: String {
        "\(inputs) → \(outputs)" + (dense.activation == .identity ? "" : " \(dense.activation.name)")
            + (bias == nil ? " without a bias" : "")
    }
}
