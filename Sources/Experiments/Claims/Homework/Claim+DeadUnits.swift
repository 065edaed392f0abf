extension Claim {
    /// The group: problems 6 and 7.
    static let deadUnits: [Claim] = []
}
