extension Claim {
    /// The group: hyperplanes, half-spaces and the line of preactivations.
    static let geometry: [Claim] = []
}
