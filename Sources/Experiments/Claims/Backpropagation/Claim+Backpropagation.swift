extension Claim {
    /// The group: the forward table and the gradients.
    static let backpropagation: [Claim] = []
}
