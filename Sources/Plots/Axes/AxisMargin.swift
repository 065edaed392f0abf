/// How far a domain reaches beyond its data.
struct AxisMargin {
    /// The share of the span added at each end.
    var share: Double
    /// Whether the margin stops at zero, or at a decade where the data end on one.
    var stops: Bool

    /// A small margin above and below the data.
    static let vertical = AxisMargin(share: 0.04, stops: true)
    /// Room for half a marker.
    static let markers = AxisMargin(share: 0.012, stops: false)
    /// No margin.
    static let none = AxisMargin(share: 0, stops: false)
}
