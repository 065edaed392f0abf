internal import Diagnostics
package import Experiments

/// The cells of a table of runs that say how good each is: the worst error, or for classes the accuracy, and the same
/// for samples held out and for the test.
package struct ErrorCells {
    /// The heads of the columns.
    package let heads: [String]
    private let hasClasses: Bool
    private let holdsOut: Bool
    private let hasTest: Bool

    /// The columns that runs of one spec need.
    package init(_ summaries: [RunSummary]) {
        hasClasses = summaries.contains { $0.classification != nil }
        holdsOut = summaries.contains { $0.heldOut != nil }
        hasTest = hasClasses && summaries.contains { $0.test != nil }
        heads =
            [hasClasses ? "accuracy" : "worst error"] + (holdsOut ? ["held out"] : []) + (hasTest ? ["test"] : [])
    }

    /// The cells of a run, a dash for what it does not have.
    package func cells(_ summary: RunSummary) -> [String] {
        func cell(_ error: Double?, _ found: RunSummary.ClassesFound?) -> String {
            hasClasses ? found.map { ClassText.share($0.accuracy) } ?? "–" : error.map(NumberText.percent) ?? "–"
        }
        return [cell(summary.maxRelativeError, summary.classification)]
            + (holdsOut ? [cell(summary.heldOut?.maxRelativeError, summary.heldOut?.classification)] : [])
            + (hasTest ? [cell(summary.test?.maxRelativeError, summary.test?.classification)] : [])
    }
}
