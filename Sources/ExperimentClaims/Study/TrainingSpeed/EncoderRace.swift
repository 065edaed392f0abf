internal import Diagnostics

/// A free and a fixed encoder with the same start and seed, over the same number of epochs.
struct EncoderRace: CustomStringConvertible {
    let start: ProtocolRun.Start
    let seed: UInt64
    /// The first recorded epoch at which the free network is within 5 % of the fixed one's last error; nil where there
    /// is none.
    let freeEpoch: Int?
    /// The first such epoch of the fixed network itself.
    let fixedEpoch: Int
    /// The fixed network's last error, MSE/amp².
    let fixedError: Double
    /// The free network's last error over the fixed one's.
    let lastRatio: Double
    /// The free network's last error over that of the fixed one after a quarter of the epochs.
    let ratioAtAQuarterOfTheEpochs: Double

    /// Nil where the runs are not a free and a fixed one that agree in everything else.
    init?(free: ProtocolOutcome, fixed: ProtocolOutcome) {
        guard free.run.encoder == .free, fixed.run.encoder == .fixed, free.run.start == fixed.run.start,
            free.run.seed == fixed.run.seed, let freeEnd = free.curve.last, let fixedEnd = fixed.curve.last,
            let early = fixed.curve.last(where: { 4 * $0.epoch <= fixedEnd.epoch }),
            let fixedEpoch = fixed.firstEpoch(withErrorOf: 1.05 * fixedEnd.error)
        else { return nil }
        (start, seed) = (free.run.start, free.run.seed)
        freeEpoch = free.firstEpoch(withErrorOf: 1.05 * fixedEnd.error)
        self.fixedEpoch = fixedEpoch
        fixedError = fixedEnd.error
        lastRatio = freeEnd.error / fixedEnd.error
        ratioAtAQuarterOfTheEpochs = freeEnd.error / early.error
    }

    /// The races between the runs of a list.
    static func all(_ outcomes: [ProtocolOutcome]) -> [EncoderRace] {
        outcomes.with(nil, .free).flatMap { free in
            outcomes.with(free.run.start, .fixed).compactMap { EncoderRace(free: free, fixed: $0) }
        }
    }

    var description: String {
        "\(start.rawValue), seed \(seed): the fixed one's MSE at epoch \(freeEpoch.map { "\($0)" } ?? "never"), itself at "
            + "\(fixedEpoch); at the end \(NumberText.number(lastRatio)) of it"
    }

    /// How many times fewer epochs the free network needs; nil where it never gets there.
    var timesSooner: Double? { freeEpoch.map { Double(fixedEpoch) / Double(max(1, $0)) } }

    /// Whether the free network takes at most a third of the fixed one's epochs.
    var isFarFaster: Bool { freeEpoch.map { 3 * $0 <= fixedEpoch } ?? false }
}
