public import RunStore

/// What `heaviside history` prints with `--json`.
public struct LossHistoryAnswer: Sendable, Encodable {
    private struct Rate: Encodable {
        let fromEpoch: Int
        let learningRate: Double
    }

    private let run: String
    private let losses: [Double]
    private let learningRates: [Rate]
    private let damage: String?

    /// The history of the run of that id.
    public init(_ history: LossHistory, of run: String) {
        self.run = run
        losses = history.losses
        learningRates = history.learningRates.map { Rate(fromEpoch: $0.epoch, learningRate: $0.rate) }
        damage = history.damage
    }
}
