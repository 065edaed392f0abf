internal import Networks

/// Runs of one spec with several seeds, summed up.
public struct SeedStatistics: Sendable, Hashable, Codable {
    /// Quantiles of a figure over the runs that have it.
    ///
    /// Between two order statistics they are interpolated linearly: the p-quantile of x_0 ≤ … ≤ x_(m−1) lies at the
    /// index p (m − 1) (Hyndman and Fan, *Sample quantiles in statistical packages*, 1996, type 7).
    public struct Quantiles: Sendable, Hashable, Codable {
        /// The least value.
        public let least: Double
        /// The quantile for 1/4.
        public let lowerQuartile: Double
        /// The quantile for 1/2.
        public let median: Double
        /// The quantile for 3/4.
        public let upperQuartile: Double
        /// The greatest value.
        public let greatest: Double

        /// Quantiles of the given values; nil where there is none.
        ///
        /// - Complexity: O(m log m).
        public init?(_ values: [Double]) {
            let sorted = values.sorted()
            guard let first = sorted.first, let last = sorted.last else { return nil }
            func quantile(_ share: Double) -> Double {
                let place = share * Double(sorted.count - 1)
                let index = Int(place)
                guard index + 1 < sorted.count else { return last }
                return sorted[index] + (place - Double(index)) * (sorted[index + 1] - sorted[index])
            }
            (least, greatest) = (first, last)
            (lowerQuartile, median, upperQuartile) = (quantile(0.25), quantile(0.5), quantile(0.75))
        }
    }

    /// The number of runs.
    public let runs: Int
    /// The number of runs that were interrupted.
    public let interrupted: Int
    /// The number of runs whose loss became infinite or NaN.
    public let diverged: Int
    /// The number of runs in which every sample is within 1 % of the amplitude.
    public let reconstructing: Int
    /// Their share of the runs; nil without runs.
    public var reconstructingShare: Double? { runs > 0 ? Double(reconstructing) / Double(runs) : nil }
    /// The loss at the end; nil where no run has a finite one.
    public let loss: Quantiles?
    /// The largest error over the amplitude; nil where no run has a finite one.
    public let maxRelativeError: Quantiles?
    /// The coefficient of determination of the code; nil where no run has a scalar code.
    public let codeR2: Quantiles?
    /// The largest error of a run on samples that are held out, over the scale of the training samples; nil where no
    /// run holds samples out, or none has a finite one.
    public let heldOutMaxRelativeError: Quantiles?
    /// The share of the training samples whose class a run finds; nil where no run has samples with classes.
    public let accuracy: Quantiles?
    /// The same of the samples that are held out.
    public let heldOutAccuracy: Quantiles?
    /// The same of the samples for the test.
    public let testAccuracy: Quantiles?
    /// The id of the run with the least of the largest errors, for classes with the greatest accuracy on the training
    /// samples, of equal ones with the least loss; nil where no run has a finite one.
    public let best: String?

    /// Sums up the runs.
    public init(_ summaries: [RunSummary]) {
        runs = summaries.count
        interrupted = summaries.count { $0.status == .interrupted }
        diverged = summaries.count { $0.status == .diverged }
        reconstructing = summaries.count { $0.samplesWithinOnePercent == $0.samples }
        loss = Quantiles(summaries.compactMap(\.loss))
        maxRelativeError = Quantiles(summaries.compactMap(\.maxRelativeError))
        codeR2 = Quantiles(summaries.compactMap { $0.code?.r2 })
        heldOutMaxRelativeError = Quantiles(summaries.compactMap(\.heldOut?.maxRelativeError))
        accuracy = Quantiles(summaries.compactMap(\.classification?.accuracy))
        heldOutAccuracy = Quantiles(summaries.compactMap(\.heldOut?.classification?.accuracy))
        testAccuracy = Quantiles(summaries.compactMap(\.test?.classification?.accuracy))
        let judged = summaries.compactMap { run in
            (run.classification.map { 1 - $0.accuracy } ?? run.maxRelativeError).map {
                (id: run.run, error: $0, loss: run.loss ?? .infinity)
            }
        }
        best = judged.min { ($0.error, $0.loss) < ($1.error, $1.loss) }?.id
    }
}
