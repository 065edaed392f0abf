/// One panel of a grid of charts.
public struct ChartPanel: Sendable, Hashable {
    /// The title above the panel; empty for none.
    public var title: String
    /// The layers, drawn in order.
    public var marks: [Mark]

    /// Creates a panel.
    public init(_ title: String = "", marks: [Mark]) {
        self.title = title
        self.marks = marks
    }
}
