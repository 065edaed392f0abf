public import Networks

/// What a formula is a derivative of: the network, the loss, and how derivatives are arranged.
public struct FormulaSetting: Sendable, Hashable {
    /// The networks that a formula can be about.
    public enum Model: String, Sendable, Hashable, CaseIterable {
        /// The three-layer autoencoder as its appendix C has it, without activations.
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
    /// How the squared errors are scaled, where that was said.
    public var chosenScaling: Loss.Scaling?
    /// How derivatives are arranged.
    public var layout: GradientLayout = .weightShaped
    /// The width of the hidden layer; that of Homework 1 is always free.
    public var width: Width = .square

    /// The papers' setting: the linear model, its half sum, shapes as the parameters have them, a square W3.
    public init() {}

    /// How the squared errors are scaled: as was said, otherwise the half sum of appendix C or the sum of Homework 1.
    public var scaling: Loss.Scaling { chosenScaling ?? (model == .homework ? .sum : .halfSum) }

    /// The words for how a sum of squares is scaled.
    static let scalings: [(word: String, value: Loss.Scaling)] = [
        ("half-sum", .halfSum), ("sum", .sum), ("mean", .mean),
    ]
    /// The words for how derivatives are arranged.
    static let layouts: [(word: String, value: GradientLayout)] = [
        ("weight-shaped", .weightShaped), ("numerator", .numerator),
    ]

    /// "model: linear, loss: half-sum, layout: weight-shaped, width: square", as a file has it.
    public var text: String {
        let scaling = Self.scalings.first { $0.value == self.scaling }?.word ?? ""
        let layout = Self.layouts.first { $0.value == self.layout }?.word ?? ""
        let width = model == .homework ? "" : ", width: \(width.rawValue)"
        return "model: \(model.rawValue), loss: \(scaling), layout: \(layout)\(width)"
    }
}
