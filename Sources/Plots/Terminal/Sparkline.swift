/// A line of text that shows the course of a sequence of numbers.
public struct Sparkline: Sendable, Hashable {
    /// The numbers.
    public var values: [Double]

    /// Creates a sparkline.
    public init(_ values: [Double]) {
        self.values = values
    }

    /// One character for each number, from `▁` for the least to `█` for the greatest.
    ///
    /// Numbers that are not finite are shown as `·`, and constant ones as `▄`.
    ///
    /// - Complexity: O(n).
    public var text: String {
        let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
        let extent = DataExtent(values)
        let characters = values.map { value -> Character in
            guard value.isFinite else { return "·" }
            guard extent.upper > extent.lower else { return "▄" }
            let share = (value / 8 - extent.lower / 8) / (extent.upper / 8 - extent.lower / 8)
            return blocks[share.isFinite ? min(max(Int(share * 8), 0), 7) : 3]
        }
        return String(characters)
    }
}
