/// What was found about one contestant.
public struct ContestantResult: Sendable, Hashable, Codable {
    /// How far measuring went.
    public enum Status: String, Sendable, Hashable, Codable {
        /// Measured in every round.
        case measured
        /// Not installed.
        case missing
        /// Left out on purpose.
        case skipped
        /// It died, hung, or answered what cannot be understood.
        case failed
        /// Its loss is not that of the others.
        case wrong
        /// The user stopped before it was measured in every round.
        case interrupted
    }

    /// A short name that stays, for scripts.
    public let id: String
    /// The name that people read.
    public let name: String
    /// How far measuring went.
    public internal(set) var status = Status.interrupted
    /// Why there are no figures.
    public internal(set) var reason: String?
    /// The command that would install it.
    public internal(set) var remedy: String?
    /// What computes, and in which version, where a rival told.
    public internal(set) var versions: [String: String]?
    /// The loss that the epoch of the check computed.
    public internal(set) var loss: Double?
    /// The number of epochs of one measurement.
    public internal(set) var epochsPerMeasurement: Int?
    /// The seconds of each measurement.
    public internal(set) var seconds: [Double] = []
    /// The duration of an epoch of all networks.
    public internal(set) var microsecondsPerEpoch: Spread?
    /// The duration of an epoch over that of the sweep in the same round.
    public internal(set) var ratioToSweep: Spread?

    init(id: String, name: String) {
        self.id = id
        self.name = name
    }

    /// The microseconds an epoch took in each round.
    var microseconds: [Double] { seconds.map { $0 / Double(max(1, epochsPerMeasurement ?? 1)) * 1e6 } }

    mutating func note(_ failure: ContestantFailure) {
        switch failure {
        case .missing(let what, let remedy): (status, reason, self.remedy) = (.missing, what, remedy)
        case .skipped(let why): (status, reason) = (.skipped, why)
        case .failed(let why): (status, reason) = (.failed, why)
        case .wrong(let how): (status, reason) = (.wrong, how)
        case .interrupted: status = .interrupted
        }
    }

    mutating func finish(sweep: [Double]) {
        status = .measured
        microsecondsPerEpoch = Spread(microseconds)
        ratioToSweep = Spread(ratios: microseconds, to: sweep)
    }
}
