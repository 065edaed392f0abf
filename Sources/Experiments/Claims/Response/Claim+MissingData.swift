extension Claim {
    /// The group: what happens at positions that were not trained.
    static let missingData: [Claim] = []
}
