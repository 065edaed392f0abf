/// Anything that can be drawn as one SVG figure.
public protocol Figure: Sendable {
    /// The figure as an `svg` element that fills the width of its container.
    ///
    /// - Parameter id: A prefix for the identifiers in the figure, unique in the page. Characters other than
    ///   letters, digits, `-`, `_`, `.` and `:` become `-`.
    /// - Returns: The root element, with `role="img"` and a `title` and, unless it is empty, a `desc` it refers to.
    func svg(id: String) -> SVGElement

    /// The numbers that the figure draws.
    var table: FigureTable { get }
}
