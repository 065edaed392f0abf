/// The five papers whose claims are decided.
public enum Paper: String, Sendable, Hashable, CaseIterable, Encodable {
    /// Three layers autoencoder: "Three layers AutoEncoder for piece-wise constant functions".
    case threeLayer = "three-layer"
    /// Autoencoder study: "Autoencoder study for piecewise constant functions".
    case study
    /// Elementary response: "Elementary response of deep neural networks".
    case response
    /// Homework 1, backpropagation.
    case backprop
    /// Homework 3 of MFNN.
    case mfnn

    /// The full title.
    public var title: String {
        switch self {
        case .threeLayer: "Three layers AutoEncoder for piece-wise constant functions"
        case .study: "Autoencoder study for piecewise constant functions"
        case .response: "Elementary response of deep neural networks"
        case .backprop: "Homework 1: backpropagation"
        case .mfnn: "MFNN, Homework 3"
        }
    }
}
