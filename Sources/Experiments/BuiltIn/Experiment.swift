internal import Networks

/// A built-in experiment: a spec, with its place in the papers.
public struct Experiment: Sendable, Hashable {
    /// The name on the command line.
    public let name: String
    /// What it does, in one line.
    public let title: String
    /// The title of the paper that it comes from.
    public let paper: String
    /// The section of the paper.
    public let section: String
    /// What its result shows.
    public let notice: String
    /// The experiment at its own length.
    public let spec: Spec

    /// The experiment with this name; nil where there is none.
    public static func named(_ name: String) -> Experiment? { all.first { $0.name == name } }

    /// The experiment that a spec belongs to: equal but for length, seed, number of epochs, path and record.
    ///
    /// - Returns: nil for a spec that differs in anything else, and for one with another name.
    public static func matching(_ spec: Spec) -> Experiment? {
        guard let experiment = named(spec.name), spec.signals.file == nil, let length = spec.signals.length else {
            return nil
        }
        var wanted = experiment.spec.resized(to: length)
        wanted.seed = spec.seed
        wanted.epochs = spec.epochs
        wanted.training.path = spec.training.path
        wanted.record = spec.record
        return wanted == spec ? experiment : nil
    }
}
