extension Claim {
    /// The group: what settles the choice of activations and kinks.
    static let theorems: [Claim] = []
}
