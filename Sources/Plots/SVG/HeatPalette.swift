/// The colours of a heat map.
public enum HeatPalette: Sendable, Hashable {
    /// Dark violet over green to yellow; perceptually uniform and safe for colour-blind readers.
    case viridis
    /// Dark blue over grey to yellow; perceptually uniform and nearly the same with and without colour blindness.
    case cividis
    /// Blue over white to orange, with white at zero.
    case diverging

    /// Whether the middle of the palette means zero.
    var isDiverging: Bool { self == .diverging }

    /// The number of colours: odd for a diverging palette, so that zero has a colour of its own.
    var levels: Int { isDiverging ? 33 : 32 }

    /// The colour of a level, counted from 0, as `#rrggbb`.
    func color(level: Int) -> String {
        let anchors = anchors
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
