/// A tensor of an element type that this module does not read: its place in the file is checked, its values are not
/// kept.
public struct UnreadTensor: Sendable, Hashable {
    /// The name, such as `5.num_batches_tracked`.
    public let name: String
    /// The element type as the format spells it: `F16`, `BF16`, `I64`, …
    public let dtype: String
    /// The extent of each dimension, outermost first.
    public let shape: [Int]

    /// Creates the description of a tensor whose values are not kept.
    public init(name: String, dtype: String, shape: [Int]) {
        (self.name, self.dtype, self.shape) = (name, dtype, shape)
    }
}
