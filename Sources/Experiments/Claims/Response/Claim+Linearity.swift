extension Claim {
    /// The group: linear encoders and decoders.
    static let linearity: [Claim] = []
}
