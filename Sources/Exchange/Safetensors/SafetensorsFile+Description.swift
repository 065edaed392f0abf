extension SafetensorsFile: CustomStringConvertible {
    /// One line without the values: "layers.0.weight F32 [1, 129], layers.0.bias F32 [1]"; of many tensors the first
    /// four.
    public var description: String {
        let most = 4
        let names = tensors.prefix(most).map { "\($0.name) \($0.tensor)" }
        let rest = tensors.count > most ? ["… \(tensors.count - most) more"] : []
        return tensors.isEmpty ? "no tensor" : (names + rest).joined(separator: ", ")
    }
}
