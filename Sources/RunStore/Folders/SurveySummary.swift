public import Analysis
public import Experiments

/// The results of a survey, as in `survey.json` and the answer of `--json`.
public struct SurveySummary: Sendable, Hashable, Codable {
    /// The survey's name.
    public var survey: String
    /// The id of its folder.
    public var id: String
    /// The path of its folder.
    public var folder: String
    /// Finished, or else running while a process carries it out, and interrupted while none does.
    public var status: RunStatus
    /// The whole duration, in seconds.
    public var seconds: Double
    /// The results of a ladder's runs; absent for other surveys.
    public var ladder: LadderResult?
    /// Condition numbers and kinks; absent for other surveys.
    public var conditioning: ConditioningResult?

    /// An impossible result; nil where there is none.
    var objection: String? {
        let sizes = 0...1 << 20
        if let ladder {
            let seconds = ladder.rungs.flatMap(\.attempts).map(\.seconds)
            guard sizes.contains(ladder.length) else { return "ladder.length: expected 0 to \(sizes.upperBound)" }
            guard seconds.allSatisfy({ $0 >= 0 && $0 < 1e12 }) else { return "ladder: seconds: expected 0 to 1e12" }
        }
        if let conditioning {
            let lengths =
                conditioning.lengths.map(\.length) + conditioning.fractions.map(\.length)
                + conditioning.randomKinks.map(\.kinks) + conditioning.drawnNetworks.map(\.length)
            guard lengths.allSatisfy({ $0 > 0 && sizes.contains($0) }) else {
                return "conditioning: a length or number of kinks: expected 1 to \(sizes.upperBound)"
            }
            guard conditioning.fractions.allSatisfy({ $0.value >= 0 && $0.value < 1 }) else {
                return "conditioning.fractions: expected values from 0 to 1"
            }
        }
        return nil
    }
}
