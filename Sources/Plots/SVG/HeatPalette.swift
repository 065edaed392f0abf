/// The colours of a heat map.
public enum HeatPalette: Sendable, Hashable {
    /// Dark violet over green to yellow; perceptually uniform and safe for colour-blind readers.
    case viridis
    /// Dark blue over grey to yellow; perceptually uniform and nearly the same with and without colour blindness.
    case cividis
    /// Blue over white to orange, with white at zero; on dark pages over a grey that is nearly the page's.
    case diverging

    /// Whether the middle of the palette means zero.
    var isDiverging: Bool { self == .diverging }

    /// The number of colours: odd for a diverging palette, so that zero has a colour of its own.
    var levels: Int { isDiverging ? 33 : 32 }

    /// The colour of a level, counted from 0, as `#rrggbb`.
    func color(level: Int) -> String { color(level: level, of: anchors) }

    /// The level of a share from 0 to 1 for markers on the page: the ends of the palette, which are too close to a
    /// white or a black page, are left out.
    func markerLevel(_ share: Double) -> Int {
        let (first, last) = (levels / 10, levels - 1 - levels / 10)
        return min(first + Int(max(share, 0) * Double(last - first + 1)), last)
    }

    /// The paint of a level: a property of the theme for a palette that changes with the page, else the colour.
    func paint(level: Int) -> String {
        isDiverging
            ? "var(--plot-\(Self.themed[min(max(level, 0), levels - 1)].name), \(color(level: level)))"
            : color(level: level)
    }

    /// The diverging colours on light and on dark pages.
    static let themed: [(name: String, light: String, dark: String)] = (0..<HeatPalette.diverging.levels).map { level in
        let palette = HeatPalette.diverging
        return ("diverging-\(level)", palette.color(level: level), palette.color(level: level, of: darkDiverging))
    }

    private func color(level: Int, of anchors: [Int]) -> String {
        let place = Double(min(max(level, 0), levels - 1)) / Double(levels - 1) * Double(anchors.count - 1)
        let index = min(Int(place), anchors.count - 2)
        let share = place - Double(index)
        let hex = [16, 8, 0].map { shift -> String in
            let from = Double((anchors[index] >> shift) & 0xFF)
            let to = Double((anchors[index + 1] >> shift) & 0xFF)
            let value = Int((from + share * (to - from)).rounded())
            return (value < 16 ? "0" : "") + String(value, radix: 16)
        }
        return "#" + hex.joined()
    }

    /// What is drawn in each level, with its colour; levels in which nothing is drawn are left out.
    func colored(_ data: [PathData]) -> [(data: PathData, color: String)] {
        data.enumerated().filter { !$0.element.isEmpty }.map { ($0.element, color(level: $0.offset)) }
    }

    private static let darkDiverging = [
        0xA9D4F7, 0x5FA8E0, 0x2F74B5, 0x1E4468, 0x23262B, 0x5C3A15, 0xA5601A, 0xE08B35, 0xFFCB94,
    ]

    private var anchors: [Int] {
        switch self {
        case .viridis:
            [
                0x440154, 0x482878, 0x3E4A89, 0x31688E, 0x26828E, 0x1F9E89, 0x35B779, 0x6DCD59, 0xB4DE2C, 0xFDE725,
            ]
        case .cividis:
            [
                0x00204D, 0x00336F, 0x39486B, 0x575C6D, 0x707173, 0x8A8779, 0xA69D75, 0xC4B56C, 0xE4CF5B, 0xFFEA46,
            ]
        case .diverging:
            [
                0x08407E, 0x2A72B0, 0x6CA6D2, 0xB5D3E9, 0xF7F7F7, 0xFBD2A8, 0xEFA155, 0xC96D15, 0x8A3F00,
            ]
        }
    }
}
