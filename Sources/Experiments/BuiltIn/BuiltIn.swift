internal import Diagnostics

/// What can be run by its name: an experiment, or a survey of several runs.
public enum BuiltIn: Sendable, Hashable {
    /// One run, described by a spec.
    case experiment(Experiment)
    /// Several runs, or a computation without training.
    case survey(Survey)

    /// Everything built in: the experiments, then the surveys.
    public static let all: [BuiltIn] = Experiment.all.map(BuiltIn.experiment) + Survey.all.map(BuiltIn.survey)

    /// Its name on the command line.
    public var name: String {
        switch self {
        case .experiment(let experiment): experiment.name
        case .survey(let survey): survey.name
        }
    }

    /// The experiment or survey called `name`.
    ///
    /// - Throws: ``SpecError`` with the nearest name for an unknown one.
    public static func named(_ name: String) throws(SpecError) -> BuiltIn {
        guard let found = all.first(where: { $0.name == name }) else {
            throw SpecError(
                source: "experiment", key: name,
                problem: "no such experiment; " + NearestName.hint(name, among: all.map(\.name)))
        }
        return found
    }
}
