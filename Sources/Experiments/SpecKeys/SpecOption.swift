internal import Diagnostics

/// The option of the command line that changes keys of a spec.
enum SpecOption: String, CaseIterable {
    /// For a new run.
    case set = "--set"
    /// For a run that goes on.
    case continuation = "--continue-with"
    /// For all runs of a sweep.
    case sweep = "set:"

    /// The option with a change that it takes.
    var example: String {
        switch self {
        case .set: "\(rawValue) network.1.dense=64"
        case .continuation: "\(rawValue) record.every=100"
        case .sweep: "\(rawValue) { epochs: 2000 }"
        }
    }

    /// "--set key=value", as messages name a change; a long one is shortened.
    func name(_ change: String) -> String { "\(rawValue) \(change.shortened(to: 100))" }
}
