public import Descriptions
internal import Plots

/// What `figure --json` prints: the figures of a run or a survey, or the one that was written.
public struct FigureAnswer: Sendable, Encodable {
    struct Entry: Encodable {
        let name: String
        let title: String
        let caption: String
        var file: String?
    }

    private let run: String
    private let figures: [Entry]

    /// The figures of the run or survey with the given id.
    public init(_ figures: [ReportFigure], of run: String) {
        self.run = run
        self.figures = figures.map { Entry($0) }
    }

    /// One figure, and the file it was written to.
    public init(_ figure: ReportFigure, writtenTo file: String, of run: String) {
        self.run = run
        figures = [Entry(figure, file: file)]
    }
}

extension FigureAnswer.Entry {
    fileprivate init(_ figure: ReportFigure, file: String? = nil) {
        (name, title, self.file) = (figure.id, MathText.plain(figure.title), file)
        caption = MathText.plain(figure.caption)
    }
}
