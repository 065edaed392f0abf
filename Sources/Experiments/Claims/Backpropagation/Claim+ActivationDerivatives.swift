extension Claim {
    /// The group: ReLU, sigmoid, cross-entropy.
    static let activationDerivatives: [Claim] = []
}
