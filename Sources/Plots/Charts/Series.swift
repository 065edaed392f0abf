/// The name and the style that the marks of one series share.
public struct Series: Sendable, Hashable {
    /// The name in the key; empty to leave the series out of it.
    public var name: String
    /// The colour, dashes and marker.
    public var style: SeriesStyle

    /// Creates a series.
    public init(_ name: String = "", _ style: SeriesStyle = .slot(1)) {
        self.name = name
        self.style = style
    }
}
