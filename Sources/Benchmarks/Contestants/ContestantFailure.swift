/// Why a contestant has no figures.
enum ContestantFailure: Error, Sendable, Hashable {
    /// It is not installed; `remedy` is the command that installs it.
    case missing(String, remedy: String)
    /// It was left out on purpose.
    case skipped(String)
    /// It broke.
    case failed(String)
    /// It computes something else.
    case wrong(String)
    /// The user wants to stop.
    case interrupted
}
