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

    /// Why there is no experiment called `name`, with the nearest name.
    public static func unknown(_ name: String) -> SpecError {
        SpecError(
            source: "run", key: name, problem: "no such experiment; " + NearestName.hint(name, among: all.map(\.name)))
    }
}
