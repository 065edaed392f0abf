public import Networks

/// How far a run has come: the one word for it in lists, answers and reports.
public enum RunStatus: String, Sendable, Hashable, CaseIterable, Codable {
    /// Trained to the end.
    case finished
    /// Stopped before the end, by a request or without warning; it goes on from its last checkpoint.
    case interrupted
    /// Ended by a loss that is infinite or NaN.
    case diverged
    /// Still being trained: its figures are those of its last checkpoint.
    case running

    /// How training ended.
    public init(_ status: TrainingStatus) {
        self =
            switch status {
            case .finished: .finished
            case .interrupted: .interrupted
            case .diverged: .diverged
            }
    }

    /// How training ended; of a run that goes on, at its last checkpoint.
    public var training: TrainingStatus {
        switch self {
        case .finished: .finished
        case .interrupted, .running: .interrupted
        case .diverged: .diverged
        }
    }
}
