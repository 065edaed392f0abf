/// Why a contestant has no figures.
enum ContestantFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// It is not installed; `remedy` is the command that installs it.
    case missing(String, remedy: String)
    /// It was left out on purpose.
    case skipped(String)
    /// It stopped working.
    case failed(String)
    /// Its loss differs from the others'.
    case wrong(String)
    /// The user wants to stop.
    case interrupted

    var description: String {
        switch self {
        case .missing(let what, _): what
        case .skipped(let why), .failed(let why), .wrong(let why): why
        case .interrupted: "interrupted"
        }
    }
}
