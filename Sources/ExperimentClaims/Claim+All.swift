public import Claims
internal import Diagnostics

extension Claim {
    /// Every claim, paper by paper, in the order of the papers.
    public static let all: [Claim] = threeLayer + study + response + backprop + mfnn

    /// The claim with this id; nil where there is none.
    public static func named(_ id: String) -> Claim? { all.first { $0.id == id } }

    /// The id that a misspelt one was probably meant to be; nil where none is close.
    public static func nearest(to id: String) -> String? { NearestName.find(id, among: all.map(\.id)) }

    private static let threeLayer = architecture + activations + geometry + gradients + theorems
    private static let study = protocolRuns + encoderGradients
    private static let response = admissibility + missingData + linearity
    private static let backprop = backpropagation + activationDerivatives
    private static let mfnn = crossEntropy + activationFunctions + deadUnits
}
