public import Networks

/// The setting of a formula: the network, the loss, and the layout of derivatives.
public struct FormulaSetting: Sendable, Hashable {
    /// The networks whose derivatives can be checked.
    public enum Model: String, Sendable, Hashable, CaseIterable {
        /// The three-layer autoencoder of appendix C, without activations.
        case linear
        /// The three-layer autoencoder with ReLU in the hidden and in the output layer.
        case relu
        /// The two layers of Homework 1: ReLU, then the identity, for one sample.
        case homework
    }

    /// The width of the hidden layer of the three-layer autoencoder.
    public enum Width: String, Sendable, Hashable, CaseIterable {
        /// The signal length n, as in the papers.
        case square
        /// A number m of its own.
        case free
    }

    /// The network.
    public var model: Model = .linear
    /// The scaling of the squared errors, where it was given.
    public var chosenScaling: Loss.Scaling?
    /// The layout of derivatives.
    public var layout: GradientLayout = .weightShaped
    /// The width of the hidden layer; that of Homework 1 is always free.
    public var width: Width = .square

    /// Creates the papers' setting: the linear model, its half sum, derivatives shaped like the parameters, a square
    /// W3.
    public init() {}

    /// The scaling of the squared errors: the given one, or else the half sum of appendix C or the sum of Homework 1.
    public var scaling: Loss.Scaling { chosenScaling ?? (model == .homework ? .sum : .halfSum) }

    /// The words for the scaling of a sum of squares.
    static let scalings: [(word: String, value: Loss.Scaling)] = [
        ("half-sum", .halfSum), ("sum", .sum), ("mean", .mean),
    ]
    /// The words for the layout of derivatives.
    static let layouts: [(word: String, value: GradientLayout)] = [
        ("weight-shaped", .weightShaped), ("numerator", .numerator),
    ]

    /// The setting as a file writes it: "model: linear, loss: half-sum, layout: weight-shaped, width: square".
    public var text: String {
        let scaling = Self.scalings.first { $0.value == self.scaling }?.word ?? ""
        let layout = Self.layouts.first { $0.value == self.layout }?.word ?? ""
        let width = model == .homework ? "" : ", width: \(width.rawValue)"
        return "model: \(model.rawValue), loss: \(scaling), layout: \(layout)\(width)"
    }
}
