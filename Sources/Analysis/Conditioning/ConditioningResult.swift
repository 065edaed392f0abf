/// What a ``ConditioningStudy`` found.
public struct ConditioningResult: Sendable, Hashable, Codable {
    /// The seed of all random numbers.
    public let seed: UInt64
    /// κ(XᵀX) and κ(A2ᵀA2), one entry for each length.
    public let lengths: [LengthConditioning]
    /// Theorem T3, one entry for each fraction.
    public let fractions: [FractionConditioning]
    /// Random kinks, one entry for each number.
    public let randomKinks: [RandomKinks]
    /// Drawn networks, one entry for each length and range, lengths outside.
    public let drawnNetworks: [DrawnKinks]
    /// κ(XᵀX) fitted by a power of n; nil for fewer than two lengths.
    public let signalsFit: PowerLaw?
    /// What κ(XᵀX)/n² tends to, extrapolated from the two largest lengths: 16/π² in theory.
    public let signalsLimit: Double?
    /// κ(A2ᵀA2) fitted by a power of n; nil for fewer than two lengths.
    public let activationsFit: PowerLaw?
    /// What κ(A2ᵀA2)/n⁴ tends to, extrapolated from the two largest lengths: 16/β₁⁴ in theory.
    public let activationsLimit: Double?

    /// Joins what was found, and fits the power laws.
    init(
        seed: UInt64, lengths: [LengthConditioning], fractions: [FractionConditioning], randomKinks: [RandomKinks],
        drawnNetworks: [DrawnKinks]
    ) {
        self.seed = seed
        self.lengths = lengths
        self.fractions = fractions
        self.randomKinks = randomKinks
        self.drawnNetworks = drawnNetworks
        let sizes = lengths.map(\.length)
        let (signals, activations) = (lengths.map(\.signals), lengths.map(\.activations))
        signalsFit = PowerLaw(sizes: sizes, values: signals)
        signalsLimit = PowerLaw.limit(sizes: sizes, values: signals, exponent: 2, shift: 0.5)
        activationsFit = PowerLaw(sizes: sizes, values: activations)
        activationsLimit = PowerLaw.limit(sizes: sizes, values: activations, exponent: 4, shift: 1)
    }
}
