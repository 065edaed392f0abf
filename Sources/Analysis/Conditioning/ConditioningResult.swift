/// The result of a ``ConditioningStudy``.
public struct ConditioningResult: Sendable, Hashable, Codable {
    /// The seed of all random numbers.
    public let seed: UInt64
    /// κ(XᵀX) and κ(A2ᵀA2), one entry for each length.
    public let lengths: [LengthConditioning]
    /// The figures of theorem T3, one entry for each fraction.
    public let fractions: [FractionConditioning]
    /// Random kinks, one entry for each number of kinks.
    public let randomKinks: [RandomKinks]
    /// Drawn networks, one entry for each length and range, grouped by length.
    public let drawnNetworks: [DrawnKinks]
    /// The power of n that fits κ(XᵀX); nil for fewer than two lengths.
    public let signalsFit: PowerLaw?
    /// The limit of κ(XᵀX)/n², extrapolated from the two largest lengths: 16/π² in theory.
    public let signalsLimit: Double?
    /// The power of n that fits κ(A2ᵀA2); nil for fewer than two lengths.
    public let activationsFit: PowerLaw?
    /// The limit of κ(A2ᵀA2)/n⁴, extrapolated from the two largest lengths: 16/β₁⁴ in theory.
    public let activationsLimit: Double?

    /// Creates the result from the measurements, and fits the power laws.
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
