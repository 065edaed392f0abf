/// The fate of a dead unit when only some parameters decay, with the fate that the claim states.
struct DecayCase: CustomStringConvertible {
    /// The run with its decayed parameters and its start.
    let run: PartialDecay
    /// Whether the claim states that the unit revives.
    let shouldRevive: Bool
    /// The number of updates after which the unit acts; nil where it stays dead.
    let updates: Int?

    var description: String { run.description }

    private init(_ decayed: PartialDecay.Decayed, a: Double, b: Double, x range: ClosedRange<Double>, revives: Bool)
        throws
    {
        run = PartialDecay(decayed: decayed, a: a, b: b, range: range)
        shouldRevive = revives
        updates = try run.revival()
    }

    /// Decay on a and b; on a, for b > 0 and b < 0; on b, for b < 0 with a x > 0 for some x, and b > 0.
    static func all() throws -> [DecayCase] {
        try [
            DecayCase(.both, a: -2, b: 1, x: 1...2, revives: false),
            DecayCase(.both, a: 0.5, b: -1, x: -1...1, revives: false),
            DecayCase(.a, a: -2, b: 1, x: 1...2, revives: true),
            DecayCase(.a, a: -2, b: -0.5, x: 1...2, revives: false),
            DecayCase(.b, a: 0.5, b: -1, x: -1...1, revives: true),
            DecayCase(.b, a: -2, b: 1, x: 1...2, revives: false),
        ]
    }
}
