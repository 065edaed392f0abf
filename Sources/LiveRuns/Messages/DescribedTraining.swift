internal import Experiments

/// A training that was asked for, so that one that differs in its seed alone is not read and checked again.
struct DescribedTraining: Sendable {
    /// What was asked for, without the seed.
    let keys: [String: JSONValue]
    /// The experiment, with a seed of its own.
    let run: ExperimentRun
}
