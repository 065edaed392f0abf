import Diagnostics
import Networks
import Reports
import RunStore

/// Prints what a survey found: as JSON, or as tables with the next command to try.
struct SurveyPrinter {
    let root: RunRoot
    let quiet: Bool
    let json: Bool

    func print(_ summary: SurveySummary) throws {
        if json { return try Console.json(summary) }
        Console.result("\(summary.id)   \(summary.status.rawValue) in \(NumberText.duration(summary.seconds))")
        if let ladder = summary.ladder { show(LadderText.summary(ladder)) }
        if let conditioning = summary.conditioning { show(ConditioningText.summary(conditioning)) }
        Console.result("")
        Console.message("Next: heaviside report \(root.path == "runs" ? summary.id : summary.folder)")
    }

    private func show(_ lines: [String]) {
        Console.result("")
        for line in lines { Console.result(line) }
    }
}
