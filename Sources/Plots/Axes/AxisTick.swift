/// One tick of an axis.
public struct AxisTick: Sendable, Hashable {
    /// The number at which the tick stands.
    public var value: Double
    /// The text beside it, empty for a minor tick.
    public var label: String

    /// Creates a tick.
    public init(value: Double, label: String) {
        self.value = value
        self.label = label
    }

    /// Whether the tick carries a label.
    public var isMajor: Bool { !label.isEmpty }
}
