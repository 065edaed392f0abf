internal import Networks

/// A built-in experiment: a spec with the place in the papers that it comes from.
public struct Experiment: Sendable, Hashable {
    /// The name on the command line.
    public let name: String
    /// One line: what it does.
    public let title: String
    /// The paper.
    public let paper: String
    /// The section of the paper.
    public let section: String
    /// What to look at in its result.
    public let notice: String
    /// The experiment at its own length.
    public let spec: Spec

    /// The experiment with this name; nil where there is none.
    public static func named(_ name: String) -> Experiment? { all.first { $0.name == name } }

    /// The experiment that a spec is, at whatever length, seed, number of epochs, path and record; nil for a changed one.
    public static func matching(_ spec: Spec) -> Experiment? {
        guard let experiment = named(spec.name) else { return nil }
        var wanted = experiment.spec.resized(to: spec.signals.length)
        wanted.seed = spec.seed
        wanted.epochs = spec.epochs
        wanted.training.path = spec.training.path
        wanted.record = spec.record
        return wanted == spec ? experiment : nil
    }
}
