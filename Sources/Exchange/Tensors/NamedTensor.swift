/// A tensor with its name in a file.
public struct NamedTensor: Sendable, Hashable {
    /// The name, such as `layers.0.weight`.
    public let name: String

    /// The values.
    public let tensor: Tensor

    /// Creates a pair of name and tensor.
    public init(name: String, tensor: Tensor) {
        self.name = name
        self.tensor = tensor
    }
}
