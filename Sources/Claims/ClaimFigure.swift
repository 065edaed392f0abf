public import Plots

/// A figure of what a check found.
public struct ClaimFigure: Sendable {
    /// A short name, unique in its claim; it becomes part of a file's name.
    public let name: String
    /// What to see.
    public let caption: String
    /// The drawing.
    public let drawing: any Figure

    /// Joins a drawing with its words.
    init(name: String, caption: String, drawing: any Figure) {
        self.name = name
        self.caption = caption
        self.drawing = drawing
    }
}
