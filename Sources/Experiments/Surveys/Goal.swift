internal import Networks

/// When a network counts as having reached an accurate reconstruction with a linear code.
public struct Goal: Sendable, Hashable, Codable {
    /// The largest error over the amplitude.
    public var maxRelativeError: Double
    /// The largest distance of the code from its line, over its range.
    public var codeDeviation: Double
    /// The least r² of the code, exclusive.
    public var codeR2: Double

    /// By default an error of 1e-3, a code within 1 % of a line, and r² above 0.9999.
    public init(maxRelativeError: Double = 1e-3, codeDeviation: Double = 0.01, codeR2: Double = 0.9999) {
        self.maxRelativeError = maxRelativeError
        self.codeDeviation = codeDeviation
        self.codeR2 = codeR2
    }

    /// Whether these figures are good enough; figures that are missing or NaN are not.
    public func isReached(relativeError: Double?, deviation: Double?, r2: Double?) -> Bool {
        guard let relativeError, let deviation, let r2 else { return false }
        return relativeError <= maxRelativeError && deviation <= codeDeviation && r2 > codeR2
    }

    /// Whether a run ended there.
    public func isReached(by summary: RunSummary) -> Bool {
        summary.status != .diverged
            && isReached(
                relativeError: summary.maxRelativeError, deviation: summary.code?.maxDeviation, r2: summary.code?.r2)
    }

    /// The first recorded epoch from which on a run stayed there; nil where it did not end there.
    public func epochReached(_ history: [HistoryRow], amplitude: Double) -> Int? {
        let late = history.reversed().prefix {
            isReached(relativeError: $0.maxAbsoluteError / amplitude, deviation: $0.codeDeviation, r2: $0.codeR2)
        }
        return late.last?.epoch
    }
}
