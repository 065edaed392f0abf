internal import Diagnostics

/// Numbers from the least to the greatest of them, in words; where both read alike, as one number.
package struct SpanText {
    private let least: String
    private let greatest: String

    /// The two ends, as `text` writes a number.
    package init(_ least: Double, _ greatest: Double, _ text: (Double) -> String = { NumberText.number($0) }) {
        (self.least, self.greatest) = (text(least), text(greatest))
    }

    /// Whether both ends read alike.
    package var isOne: Bool { least == greatest }

    /// "from 1 to 3", or "3 everywhere".
    package var from: String { isOne ? "\(greatest) everywhere" : "from \(least) to \(greatest)" }

    /// "lie between 1 and 3", or "are all 3".
    package var lie: String { isOne ? "are all \(greatest)" : "lie between \(least) and \(greatest)" }

    /// "from 1 to 3", or "all 3".
    package var all: String { isOne ? "all \(greatest)" : from }

    /// "1 to 3", or "3".
    package var short: String { isOne ? greatest : "\(least) to \(greatest)" }
}
