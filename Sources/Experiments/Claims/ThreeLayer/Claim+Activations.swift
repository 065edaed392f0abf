extension Claim {
    /// The group: which activations allow a last layer.
    static let activations: [Claim] = []
}
