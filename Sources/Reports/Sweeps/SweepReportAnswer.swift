internal import Descriptions
internal import Experiments
internal import Plots
public import RunStore

/// What `sweep report` prints with `--json`: the page, and the figures of the report.
public struct SweepReportAnswer: Sendable, Encodable {
    struct Entry: Encodable {
        let name: String
        let title: String
        let caption: String
    }

    private let sweep: String
    private let folder: String
    private let runs: Int
    private let diverged: Int
    private let figures: [Entry]
    private let file: String?

    /// The answer for a report; the file is nil where no page was written.
    public init(_ report: SweepReport, of folder: SweepFolder, writtenTo file: String?) {
        (sweep, self.folder, self.file) = (folder.sweep.name, folder.path, file)
        (runs, diverged) = (report.runs, report.diverged)
        figures = report.figures.map {
            Entry(name: $0.id, title: MathText.plain($0.title), caption: MathText.plain($0.caption))
        }
    }
}
