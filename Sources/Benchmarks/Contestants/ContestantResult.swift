/// The result of one contestant.
public struct ContestantResult: Sendable, Hashable, Codable {
    /// How far the measurement got.
    public enum Status: String, Sendable, Hashable, Codable {
        /// Measured in every round.
        case measured
        /// Not installed.
        case missing
        /// Left out on purpose.
        case skipped
        /// It died, hung, or gave an answer that cannot be parsed.
        case failed
        /// Its loss differs from the others'.
        case wrong
        /// The user stopped before it was measured in every round.
        case interrupted
    }

    /// A short, stable name for scripts.
    public let id: String
    /// The name for people.
    public let name: String
    /// How far the measurement got.
    public internal(set) var status = Status.interrupted
    /// Why there are no figures; nil where there are.
    public internal(set) var reason: String?
    /// The command that would install it; nil where it is not missing.
    public internal(set) var remedy: String?
    /// The software that computes, with versions, where the contestant reported them.
    public internal(set) var versions: [String: String]?
    /// The loss in the checked epoch.
    public internal(set) var loss: Double?
    /// The number of epochs of one measurement.
    public internal(set) var epochsPerMeasurement: Int?
    /// The seconds of each measurement.
    public internal(set) var seconds: [Double] = []
    /// The duration of an epoch of all networks together.
    public internal(set) var microsecondsPerEpoch: Spread?
    /// The duration of an epoch relative to that of the sweep in the same round.
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
