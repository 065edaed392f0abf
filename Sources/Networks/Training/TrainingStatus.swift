/// Why training ended.
public enum TrainingStatus: String, Sendable, Hashable, CaseIterable, Codable {
    /// All epochs were done.
    case finished
    /// A ``StopRequest`` ended it early; a checkpoint goes on from there.
    case interrupted
    /// The loss became infinite or NaN.
    case diverged
}
