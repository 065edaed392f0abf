/// A layer with its parameters.
public struct Layer<Element: Scalar>: Sendable, Hashable {
    /// Width, activation and constraints.
    public var dense: Dense
    /// The weight matrix W, `[outputs × inputs]`, row-major.
    public var weight: Matrix<Element>
    /// The bias b, `[outputs]`; nil for a layer without.
    public var bias: [Element]?

    /// Creates a layer from a description and parameters of its shape.
    public init(dense: Dense, weight: Matrix<Element>, bias: [Element]?) {
        precondition(weight.rows == dense.outputs, "layer: the weight has as many rows as the layer has outputs")
        precondition((bias != nil) == dense.hasBias, "layer: a bias exactly where the description has one")
        precondition(bias.map { $0.count == weight.rows } ?? true, "layer: one bias for each output")
        self.dense = dense
        self.weight = weight
        self.bias = bias
    }

    /// The number of inputs.
    public var inputs: Int { weight.columns }
    /// The number of outputs.
    public var outputs: Int { weight.rows }
    /// The shape of the layer.
    public var shape: LayerShape { LayerShape(dense: dense, inputs: inputs) }
    /// The number of weights and biases, those that are tied counted once.
    public var parameterCount: Int { shape.parameterCount }

    /// Which weights are tied or constant; nil where each is a parameter of its own.
    ///
    /// - Complexity: O(outputs · inputs) where there is a structure, once for all layers of one description.
    public var tying: WeightTying? { dense.tying(columns: weight.columns) }

    /// Whether weight and bias have the sizes that follow from the description and the number of columns.
    func hasShape(columns: Int) -> Bool {
        weight.rows == dense.outputs && weight.columns == columns
            && weight.elements.count == weight.rows * weight.columns
            && (bias != nil) == dense.hasBias && (bias?.count ?? weight.rows) == weight.rows
    }

    /// The layer with its parameters rounded to, or widened in, another scalar.
    public func converted<Other: Scalar>(to type: Other.Type) -> Layer<Other> {
        Layer<Other>(
            dense: dense, weight: weight.map { Other($0.doubleValue) },
            bias: bias?.map { Other($0.doubleValue) })
    }
}
