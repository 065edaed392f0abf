internal import Networks

/// The thresholds for an accurate reconstruction with a linear code.
public struct Goal: Sendable, Hashable, Codable {
    /// The largest error that is allowed, over the amplitude.
    public var maxRelativeError: Double
    /// The largest distance of the code from its line that is allowed, over the code's range.
    public var codeDeviation: Double
    /// The r² that the code must exceed.
    public var codeR2: Double

    /// Creates a goal; by default an error of 1e-3, a code within 1 % of a line, and r² above 0.9999.
    public init(maxRelativeError: Double = 1e-3, codeDeviation: Double = 0.01, codeR2: Double = 0.9999) {
        self.maxRelativeError = maxRelativeError
        self.codeDeviation = codeDeviation
        self.codeR2 = codeR2
    }

    /// Whether every output is right to the goal's share of the amplitude; a missing error or NaN is not.
    public func isReconstruction(relativeError: Double?) -> Bool {
        relativeError.map { $0 <= maxRelativeError } ?? false
    }

    /// Whether the code is as near to a line as the goal asks, whatever the outputs; missing figures and NaN are not.
    public func isStraight(deviation: Double?, r2: Double?) -> Bool {
        guard let deviation, let r2 else { return false }
        return deviation <= codeDeviation && r2 > codeR2
    }

    /// Whether the figures meet both conditions.
    public func isReached(relativeError: Double?, deviation: Double?, r2: Double?) -> Bool {
        isReconstruction(relativeError: relativeError) && isStraight(deviation: deviation, r2: r2)
    }

    /// Whether the final network of a run meets the goal.
    public func isReached(by summary: RunSummary) -> Bool {
        summary.status != .diverged
            && isReached(
                relativeError: summary.maxRelativeError, deviation: summary.code?.maxDeviation, r2: summary.code?.r2)
    }

    /// The first recorded epoch from which a run met the goal until its end; nil where the last row does not.
    public func epochReached(_ history: [HistoryRow], amplitude: Double) -> Int? {
        let late = history.reversed().prefix {
            isReached(relativeError: $0.maxAbsoluteError / amplitude, deviation: $0.codeDeviation, r2: $0.codeR2)
        }
        return late.last?.epoch
    }
}
