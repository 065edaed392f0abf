internal import Diagnostics
public import Plots

/// A figure of a run, with the words that say what to see in it.
public struct ReportFigure: Sendable {
    /// A short name, unique in a report; it becomes the figure's anchor.
    public let id: String
    /// The heading.
    public let title: String
    /// What to see.
    public let caption: String
    /// The drawing.
    public let drawing: any Figure

    /// Creates a figure from a drawing and its words, whose numbers are set as ``NumberText/typeset(_:)`` sets them.
    public init(id: String, title: String, caption: String, drawing: any Figure) {
        self.id = id
        self.title = NumberText.typeset(title)
        self.caption = NumberText.typeset(caption)
        self.drawing = drawing
    }
}
