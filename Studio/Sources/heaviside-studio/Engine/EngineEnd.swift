/// How the engine ended.
enum EngineEnd: Equatable, Sendable {
    case exited(Int32)
    case killed(signal: Int32)

    /// The exit status of the studio: the engine's own, or 1 where it had none.
    var status: Int32 {
        switch self {
        case .exited(let status): status
        case .killed: 1
        }
    }

    /// The end as a phrase, to follow "the engine".
    var phrase: String {
        switch self {
        case .exited(let status): "has ended with status \(status)"
        case .killed(let signal): "was ended by signal \(signal)"
        }
    }
}
