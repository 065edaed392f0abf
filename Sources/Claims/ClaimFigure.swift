public import Plots

/// A figure that shows what a check found.
public struct ClaimFigure: Sendable {
    /// A short name, unique in its claim; it becomes part of a file's name.
    public let name: String
    /// What the reader should see in it.
    public let caption: String
    /// The drawing.
    public let drawing: any Figure

    /// Creates a figure from a drawing and its words.
    init(name: String, caption: String, drawing: any Figure) {
        self.name = name
        self.caption = caption
        self.drawing = drawing
    }
}
