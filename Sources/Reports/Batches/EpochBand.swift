internal import Experiments
internal import Plots

/// Quantiles of a figure of several runs at each epoch, over the runs that reached it.
struct EpochBand {
    /// The quantiles at one epoch.
    struct Moment {
        let epoch: Int
        /// The number of runs that have a value there.
        let runs: Int
        let quantiles: SeedStatistics.Quantiles
    }

    /// The epochs in increasing order.
    let moments: [Moment]

    /// Sums up the runs at the epochs of the longest of them.
    ///
    /// A run that ended earlier has no part in what follows its end; values that are not finite have none anywhere.
    ///
    /// - Complexity: O(values · log runs).
    init(_ runs: [[(epoch: Int, value: Double)]]) {
        let longest = runs.max { ($0.last?.epoch ?? -1, $0.count) < ($1.last?.epoch ?? -1, $1.count) } ?? []
        var values: [Int: [Double]] = [:]
        for (epoch, _) in longest { values[epoch] = [] }
        for run in runs {
            for (epoch, value) in run where value.isFinite { values[epoch]?.append(value) }
        }
        moments = values.sorted { $0.key < $1.key }.compactMap { epoch, values in
            SeedStatistics.Quantiles(values).map { Moment(epoch: epoch, runs: values.count, quantiles: $0) }
        }
    }

    /// The median before training; nil where it was not recorded.
    var start: Double? { moments.first { $0.epoch == 0 }?.quantiles.median }

    /// A quantile over the epochs.
    func points(_ quantile: KeyPath<SeedStatistics.Quantiles, Double>) -> [PlotPoint] {
        moments.map { PlotPoint(Double($0.epoch), $0.quantiles[keyPath: quantile]) }
    }
}
