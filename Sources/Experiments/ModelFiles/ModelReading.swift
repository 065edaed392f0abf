public import Networks

/// What a person says of a model file that the file itself does not say.
///
/// Files of other programs hold the tensors alone: PyTorch's `state_dict` says neither which activations its layers
/// have, nor in which order modules with names of their own follow each other.
public struct ModelReading: Sendable, Hashable {
    /// Where a person can say what the file does not.
    enum Advice: Sendable, Hashable {
        /// In the options of a command: `--activations`, `--order` and `--layout`.
        case options
        /// In the file alone: its names and its metadata.
        case file
    }

    /// The activations of the layers, from the first to the last; nil for those that the file names.
    public var activations: [Activation]?
    /// The names of the layers in their order, such as `encoder.0`; nil for the order that names and shapes tell.
    public var order: [String]?
    /// Which side of the weights comes first; nil for what the file says, and else for outputs.
    public var layout: WeightLayout?
    /// What messages advise.
    var advice = Advice.options

    /// Creates what is known; by default nothing.
    public init(activations: [Activation]? = nil, order: [String]? = nil, layout: WeightLayout? = nil) {
        (self.activations, self.order, self.layout) = (activations, order, layout)
    }

    /// Whether nothing is said.
    public var isEmpty: Bool { activations == nil && order == nil && layout == nil }

    /// The options of the command: "--activations, --order or --layout".
    public func options(_ word: String) -> String { "--activations, --order \(word) --layout" }
}
