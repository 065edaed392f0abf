internal import Diagnostics

/// A map of each entry of a signal to a common range: x ↦ (x − offset) / scale.
///
/// It is computed from the samples for training alone, so that samples that are held out tell nothing.
public struct Normalisation: Sendable, Hashable {
    /// What offsets and scales are.
    public enum Method: String, Sendable, Hashable, CaseIterable {
        /// The mean and the standard deviation √(Σ (x − mean)² / samples), as scikit-learn's `StandardScaler` has them.
        case standardise
        /// The least value, and its distance from the greatest.
        case minMax
    }

    /// What offsets and scales are.
    public let method: Method
    /// What is subtracted, for each entry.
    public let offsets: [Double]
    /// What the difference is divided by, for each entry: positive; 1 for an entry that is the same in every sample.
    public let scales: [Double]

    /// Creates a map with a positive scale for each offset.
    public init(_ method: Method, offsets: [Double], scales: [Double]) {
        precondition(
            offsets.count == scales.count && scales.allSatisfy { $0 > 0 }, "one positive scale for each offset")
        self.method = method
        self.offsets = offsets
        self.scales = scales
    }

    /// Computes the map of some samples.
    ///
    /// - Throws: ``SignalError`` for an entry whose values are so far apart that a scale is infinite.
    /// - Complexity: O(samples · entries).
    public init(_ method: Method, of samples: SampleSet) throws(SignalError) {
        let (signals, count) = (samples.signals, Double(max(1, samples.count)))
        var (offsets, scales): ([Double], [Double]) = ([], [])
        for j in 0..<signals.columns {
            let values = (0..<signals.rows).map { signals[$0, j] }
            let (offset, scale): (Double, Double)
            let (least, greatest) = (values.min() ?? 0, values.max() ?? 0)
            switch method {
            case .standardise:
                offset = values.reduce(0, +) / count
                scale = (values.reduce(0) { $0 + ($1 - offset) * ($1 - offset) } / count).squareRoot()
            case .minMax: (offset, scale) = (least, greatest - least)
            }
            guard offset.isFinite, scale.isFinite else {
                throw SignalError(
                    place: "normalise",
                    problem:
                        "entry \(j) goes from \(NumberText.exact(least)) to \(NumberText.exact(greatest)): expected values whose squares are finite"
                )
            }
            // Equal values have a mean that may be off by a rounding.
            offsets.append(least == greatest ? least : offset)
            scales.append(least == greatest || scale == 0 ? 1 : scale)
        }
        self.init(method, offsets: offsets, scales: scales)
    }
}

extension SampleSet {
    /// The same samples with signals that are normalised; so are targets that are the signals.
    public func normalised(by normalisation: Normalisation) -> SampleSet {
        var signals = signals
        for i in 0..<signals.rows {
            for j in 0..<signals.columns {
                signals[i, j] = (signals[i, j] - normalisation.offsets[j]) / normalisation.scales[j]
            }
        }
        return SampleSet(
            shape: shape, signals: signals, labels: labels, targets: isAutoencoding ? nil : targets,
            isReconstructing: isReconstructing, classes: classes)
    }
}
