/// How a series is drawn: its colour and, so that it can be distinguished without colour, its dashes and marker.
public enum SeriesStyle: Sendable, Hashable {
    /// One of twelve styles, counted from 1; other numbers wrap around. Those from 7 on have the colours of the first
    /// six, with other dashes and markers.
    case slot(Int)
    /// The colour of the text, for reference curves that matter as much as the data.
    case ink
    /// A quiet grey, for targets and other context behind the data.
    case muted

    /// The slot from 1 to 6; nil for the two neutral styles.
    var slotNumber: Int? {
        guard case .slot(let number) = self else { return nil }
        let remainder = (number % 6 + 5) % 6
        return remainder + 1
    }

    /// The dashes and the marker, from 1 to 6; nil for the two neutral styles.
    var patternNumber: Int? {
        guard case .slot(let number) = self, let slotNumber else { return nil }
        let isFirstRound = (number % 12 + 11) % 12 < 6
        return isFirstRound ? slotNumber : (slotNumber + 2) % 6 + 1
    }

    var paint: String {
        switch self {
        case .slot: PlotTheme.series(slotNumber ?? 1)
        case .ink: PlotTheme.ink
        case .muted: PlotTheme.context
        }
    }

    /// The lengths of dashes and gaps, empty for a solid line.
    var dashes: [Int] {
        switch patternNumber {
        case 2: [7, 3]
        case 3: [2, 3]
        case 4: [8, 3, 2, 3]
        case 5: [12, 4]
        case 6: [4, 2, 1, 2, 1, 2]
        default: []
        }
    }
}
