internal import Diagnostics
internal import Experiments
public import RunStore

/// What a person should know of how an answer came about.
public enum Notes {
    /// A model file that says nothing of its data.
    public static let assumedSignals =
        "The model does not say what data it is for; assuming all step functions of its length, with amplitude 1. "
        + "To change this: --set signals.amplitude=5, --set signals.orientation=leadingOnes, …"

    /// A run that has not ended; nil for one that has.
    public static func unfinished(_ folder: RunFolder) -> String? {
        if folder.hasEnded { return nil }
        return folder.isBeingWritten
            ? "This run is still being trained: what follows is its last checkpoint."
            : "This run was interrupted without warning: what follows is its last checkpoint. To go on from there: heaviside resume "
                + folder.path
    }

    /// A spec that a run began with, and did not end with; nil for every other file.
    public static func continued(spec path: String) -> String? {
        let changes = (try? RunFolder.holding(spec: path)?.continuations()) ?? []
        return Continuation.sentence(changes).map {
            "\(path) is what a run began with. The run went on with other values, and is not repeated: \($0)."
        }
    }

    /// A survey that has not finished; nil for one that has.
    ///
    /// - Throws: what reading its plan throws.
    public static func unfinished(_ folder: SurveyFolder) throws -> String? {
        guard let state = try folder.state() else { return nil }
        let isUnderWay = folder.isBeingCarriedOut
        guard !state.isInOneGo else {
            return isUnderWay
                ? "This survey is still being computed, and has results at its end only."
                : "This survey was stopped before its end, and nothing of it was kept. To start it again with the same "
                    + "settings: heaviside resume \(folder.path)"
        }
        return (isUnderWay ? "This survey is still being carried out: " : "This survey has not finished: ")
            + words(state, ended: "ended", begun: isUnderWay ? "under way" : "stopped on the way", others: "not begun")
            + "."
            + (isUnderWay ? "" : " To go on: heaviside resume \(folder.path)")
    }

    /// What becomes of the parts of a survey that goes on; nil for one that has finished.
    ///
    /// - Throws: what reading its plan throws.
    public static func resumed(_ folder: SurveyFolder) throws -> String? {
        guard let state = try folder.state() else { return nil }
        return state.isInOneGo
            ? "Nothing of this survey was kept: it starts again, with the same settings."
            : "\(folder.path) goes on: " + words(state, ended: "ended and kept", begun: "to go on", others: "to begin")
                + "."
    }

    /// "12 of 80 runs ended, 2 stopped on the way, 66 not begun".
    private static func words(_ state: SurveyState, ended: String, begun: String, others: String) -> String {
        "\(NumberText.count(state.ended)) of \(NumberText.plural(state.runs, "run")) \(ended), "
            + "\(NumberText.count(state.begun)) \(begun), "
            + "\(NumberText.count(state.runs - state.ended - state.begun)) \(others)"
    }

    /// Claims that were asked for figures.
    public static let noFigures = "these claims have no figures"
}
