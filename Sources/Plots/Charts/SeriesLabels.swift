/// How the names of the series are shown.
public enum SeriesLabels: Sendable, Hashable {
    /// At the ends of the lines if they all end at the right edge and the names fit there, otherwise in a key.
    case automatic
    /// At the ends of the lines: beside the plot, or within it where a line ends before the right edge.
    case direct
    /// In a key above the plot.
    case key
    /// Not at all.
    case none
}
