/// A feed-forward network as files of other programs describe it: layers one after the other, with their numbers.
///
/// Every number of a single-precision stack is a `Float` but for those that came from folding a batch norm, a factor
/// or an offset into a layer, which ``rounded()`` rounds.
public struct LayerStack: Sendable, Hashable {
    /// The shape of one input, without the samples: [inputs], or [channels, length].
    public let inputShape: [Int]
    /// The layers, the one nearest to the input first.
    public var layers: [StackLayer]
    /// Whether the numbers are of double precision; otherwise of single precision.
    public let isDouble: Bool

    /// Creates a stack. Nothing is checked.
    public init(inputShape: [Int], layers: [StackLayer], isDouble: Bool) {
        (self.inputShape, self.layers, self.isDouble) = (inputShape, layers, isDouble)
    }

    /// The number of inputs.
    public var inputs: Int { inputShape.reduce(1, *) }
    /// The number of outputs.
    public var outputs: Int { layers.last?.outputs ?? inputs }

    /// The same stack, its weights and biases rounded to single precision where it is of that.
    func rounded() -> LayerStack {
        guard !isDouble else { return self }
        var stack = self
        for l in layers.indices {
            stack.layers[l].weight = layers[l].weight.map { Double(Float($0)) }
            stack.layers[l].bias = layers[l].bias.map { bias in bias.map { Double(Float($0)) } }
        }
        return stack
    }
}
