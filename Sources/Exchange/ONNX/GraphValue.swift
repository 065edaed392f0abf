/// What a name of a graph stands for, once the nodes before it have been read.
enum GraphValue {
    /// Numbers that do not depend on the input.
    case constant(GraphConstant)
    /// Whole numbers: shapes and places, which may depend on the number of samples.
    case integers(GraphIntegers)
    /// What the layers that were read so far give.
    case signal(GraphSignal)
    /// A function of each entry of a signal that is not, or not yet, one of a layer.
    case expression(GraphExpression)
}

/// Numbers that do not depend on the input.
struct GraphConstant {
    var shape: [Int]
    var values: [Double]
    var type: ONNXType

    /// The number that all entries are; nil where they differ.
    var uniform: Double? { values.first.flatMap { first in values.allSatisfy { $0 == first } ? first : nil } }
}

/// A number of a shape: a + b · B, for B samples.
struct Extent: Hashable {
    var constant: Int
    var batches = 0
}

/// Whole numbers of a shape.
struct GraphIntegers {
    /// No dimension, or one.
    var isScalar: Bool
    var elements: [Extent]

    /// The numbers, where none depends on the number of samples.
    var constants: [Int]? {
        elements.allSatisfy { $0.batches == 0 } ? elements.map(\.constant) : nil
    }
}

/// What layers give.
struct GraphSignal {
    /// How its first dimension counts samples.
    enum Batch: Hashable {
        /// It has no such dimension.
        case none
        /// So many for each sample, of a number of samples that may be given.
        case samples(fixed: Int?, factor: Int)

        /// Whether several rows are one sample.
        var isSplit: Bool { if case .samples(_, let factor) = self { factor != 1 } else { false } }
    }

    let id: Int
    /// The element type, as ONNX counts them.
    var type: Int64
    var layers = GraphLayers()
    var batch: Batch
    /// The dimensions after that of the samples.
    var features: [Int]
    /// For each entry in row-major order, its place in the outputs of the last layer; nil for the same.
    var order: [Int]?
    /// What it is of signals before it: functions of each of their entries.
    var origins: [(id: Int, tree: GraphTree)] = []

    /// The number of entries for each sample.
    var count: Int { features.reduce(1, *) }

    /// All dimensions.
    var shape: [Extent] {
        let rest = features.map { Extent(constant: $0) }
        guard case .samples(_, let factor) = batch else { return rest }
        return [Extent(constant: 0, batches: factor)] + rest
    }

    /// The shape in words: "[batch, 1, 16]".
    var words: String {
        let first = batch == .none ? [] : ["batch"]
        return "[\((first + features.map(String.init)).joined(separator: ", "))]"
    }
}

/// A function of each entry of a signal.
struct GraphExpression {
    let base: GraphSignal
    let tree: GraphTree
    /// The last of its nodes, for messages.
    let place: String
}
