internal import Diagnostics
internal import Experiments
public import RunStore

/// What a survey found in lines of words.
public enum SurveyText {
    /// How it ended, and its tables, in lines of at most `width` characters.
    public static func lines(_ summary: SurveySummary, width: Int = .max) -> [String] {
        var lines = ["\(summary.id.printable)   \(state(summary))"]
        if let ladder = summary.ladder { lines += [""] + LadderText.summary(ladder, width: width) }
        if let conditioning = summary.conditioning {
            lines += [""] + ConditioningText.summary(conditioning, width: width)
        }
        return lines + [""]
    }

    /// "finished in 12 s"; of one that is still being carried out, "running, 12 s so far".
    static func state(_ summary: SurveySummary) -> String {
        let time = NumberText.duration(summary.seconds)
        return summary.status == .running
            ? "\(summary.status.rawValue), \(time) so far" : "\(summary.status.rawValue) in \(time)"
    }
}
