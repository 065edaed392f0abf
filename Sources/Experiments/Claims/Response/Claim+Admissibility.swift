extension Claim {
    /// The group: admissible autoencoders of step functions.
    static let admissibility: [Claim] = []
}
