internal import Diagnostics
internal import Networks
public import RunStore

/// What a survey found in lines of words.
public enum SurveyText {
    /// How it ended, and its tables.
    public static func lines(_ summary: SurveySummary) -> [String] {
        var lines = ["\(summary.id.printable)   \(summary.status.rawValue) in \(NumberText.duration(summary.seconds))"]
        if let ladder = summary.ladder { lines += [""] + LadderText.summary(ladder) }
        if let conditioning = summary.conditioning { lines += [""] + ConditioningText.summary(conditioning) }
        return lines + [""]
    }
}
