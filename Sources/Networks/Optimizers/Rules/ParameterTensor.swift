/// A weight matrix or a bias in an update: what an ``UpdateRule`` steps.
public struct ParameterTensor<Element: KernelScalar>: Sendable {
    /// The layer that it belongs to, from 0.
    public let layer: Int
    /// Whether it is the layer's bias, a tensor of one row, rather than its weight.
    public let isBias: Bool
    /// The number of rows: a weight's outputs.
    public let rows: Int
    /// The number of columns: a weight's inputs.
    public let columns: Int
    /// The parameters w, `[rows × columns]`, row-major.
    public var values: [Element]
    /// The derivatives g of the loss by each of them, with a penalty's and a coupled weight decay's.
    public internal(set) var gradient: [Element]
    /// What the rule keeps for each parameter: ``UpdateRule/momentCount`` arrays like `values`.
    public var moments: [[Element]]
    /// What the rule keeps besides: the matrices of ``UpdateRule/statistics(rows:columns:)``.
    public var statistics: [Matrix<Double>]
    /// η at this update.
    public internal(set) var learningRate: Element
    /// The number of this update, from 1.
    public internal(set) var update: Int

    /// Creates a tensor, for the test of a rule; training makes its own.
    public init(
        layer: Int = 0, isBias: Bool = false, rows: Int, columns: Int, values: [Element], gradient: [Element],
        moments: [[Element]] = [], statistics: [Matrix<Double>] = [], learningRate: Element, update: Int = 1
    ) {
        precondition(
            values.count == rows * columns && gradient.count == values.count,
            "tensor: a value and a derivative for each entry")
        (self.layer, self.isBias, self.rows, self.columns) = (layer, isBias, rows, columns)
        (self.values, self.gradient, self.moments, self.statistics) = (values, gradient, moments, statistics)
        (self.learningRate, self.update) = (learningRate, update)
    }

    /// The place of the tensor in messages: "network.1.weight".
    var place: String { "network.\(layer).\(isBias ? "bias" : "weight")" }
}
