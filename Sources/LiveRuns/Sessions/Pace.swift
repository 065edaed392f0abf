internal import Foundation

/// How fast a live run goes: on its own, or so slowly that a person can watch.
enum Pace: Sendable, Hashable {
    /// As fast as the machine can.
    case flat
    /// So many epochs a second.
    case perSecond(Double)
    /// A decade of epochs in six seconds: epoch 10^(t / 6 s).
    case decade

    /// The seconds that a decade takes.
    static let decadeSeconds = 6.0
    /// The frames a second that a page draws.
    static let framesPerSecond = 30.0

    /// Reads "1" or "10", the epochs of a frame, "decade" or "flat"; nil for other words.
    init?(_ text: String) {
        switch text {
        case "flat": self = .flat
        case "decade": self = .decade
        default:
            guard let epochs = Double(text), epochs >= 0.01, epochs <= 1_000_000 else { return nil }
            self = .perSecond(epochs * Self.framesPerSecond)
        }
    }

    /// The words that ``init(_:)`` reads.
    var text: String {
        switch self {
        case .flat: return "flat"
        case .decade: return "decade"
        case .perSecond(let rate):
            let epochs = rate / Self.framesPerSecond
            return Int(exactly: epochs).map(String.init) ?? String(epochs)
        }
    }

    /// The epochs that may have begun some seconds after epoch `start`; at least one, so that a run begins at once.
    func allowance(from start: Int, after seconds: Double) -> Int {
        let epochs: Double
        switch self {
        case .flat: return .max
        case .perSecond(let rate): epochs = Double(start) + 1 + rate * seconds
        case .decade: epochs = Double(max(1, start)) * pow(10, seconds / Self.decadeSeconds)
        }
        return epochs < 0x1p53 ? max(start + 1, Int(epochs)) : .max
    }
}
