internal import Diagnostics

extension Schedule {
    /// Lowers the rate when the loss stops falling.
    ///
    /// An epoch whose loss L improves on the best one before it, L < best · (1 − threshold), or L < best − threshold
    /// where the threshold is absolute, makes L the best one. The epochs since then are counted; each drop begins the
    /// count anew.
    ///
    /// | ``Dialect-swift.enum`` | drops after epoch | threshold | patience | lowest rate |
    /// |---|---|---|---|---|
    /// | ``Dialect-swift.enum/heaviside`` | `patience` without improvement | relative | 10,000 | 1e-8 |
    /// | ``Dialect-swift.enum/torch`` | `patience` + 1 without improvement | relative | 10 | 0 |
    /// | ``Dialect-swift.enum/keras`` | `patience` without improvement, but not before the first | absolute | 10 | 0 |
    ///
    /// The last three columns are standard values. PyTorch leaves a rate alone that would fall by 1e-8 or less, and so
    /// does its dialect.
    ///
    /// Source: `ReduceLROnPlateau` of PyTorch 2.15.0 and of Keras 3.15.1.
    public struct Plateau: Sendable, Hashable {
        /// The library whose conventions the schedule follows.
        public enum Dialect: String, Sendable, Hashable, CaseIterable {
            /// Keras's count, PyTorch's threshold, and standard values for long training.
            case heaviside
            /// PyTorch's.
            case torch
            /// Keras's.
            case keras
        }

        /// What the threshold is a part of.
        public enum ThresholdForm: String, Sendable, Hashable, CaseIterable {
            /// A share of the best loss.
            case relative
            /// A difference from the best loss, in the loss's own unit.
            case absolute
        }

        /// Whose count the patience is.
        public var dialect: Dialect
        /// The factor of each drop, 0 < factor < 1.
        public var factor: Double
        /// The number of epochs without improvement that are waited for, as the dialect counts.
        public var patience: Int
        /// The improvement that counts.
        public var threshold: Double
        /// Whether that is a share of the best loss or a difference from it.
        public var thresholdForm: ThresholdForm
        /// The rate is not lowered below this.
        public var minimumRate: Double

        /// A schedule with the standard values of a dialect for what is nil.
        public init(
            dialect: Dialect = .heaviside, factor: Double = 0.1, patience: Int? = nil, threshold: Double = 1e-4,
            thresholdForm: ThresholdForm? = nil, minimumRate: Double? = nil
        ) {
            self.dialect = dialect
            self.factor = factor
            self.patience = patience ?? (dialect == .heaviside ? 10_000 : 10)
            self.threshold = threshold
            self.thresholdForm = thresholdForm ?? dialect.thresholdForm
            self.minimumRate = minimumRate ?? (dialect == .heaviside ? 1e-8 : 0)
        }

        /// The part that is out of range, and what would be right; nil where all is in order.
        var objection: (parameter: String, problem: String)? {
            if !(factor > 0 && factor < 1) { return ("factor", "\(NumberText.exact(factor)): expected 0 < factor < 1") }
            let least = dialect == .heaviside ? 1 : 0
            if patience < least { return ("patience", "\(patience): expected at least \(least)") }
            switch thresholdForm {
            case .relative:
                if !(threshold >= 0 && threshold < 1) {
                    return ("threshold", "\(NumberText.exact(threshold)): expected 0 ≤ threshold < 1")
                }
            case .absolute:
                if !(threshold >= 0 && threshold.isFinite) {
                    return ("threshold", "\(NumberText.exact(threshold)): expected a finite number ≥ 0")
                }
            }
            if !(minimumRate >= 0 && minimumRate.isFinite) {
                return ("minimumRate", "\(NumberText.exact(minimumRate)): expected a finite number ≥ 0")
            }
            return nil
        }

        /// Whether a loss improves on the best one before it.
        func improves(_ loss: Double, on best: Double) -> Bool {
            switch thresholdForm {
            case .relative: loss < best * (1 - threshold)
            case .absolute: loss < best - threshold
            }
        }

        /// Whether the rate drops after so many epochs without improvement.
        func drops(after epochs: Int) -> Bool {
            switch dialect {
            case .heaviside, .keras: epochs >= patience
            case .torch: epochs > patience
            }
        }

        /// The rate after a drop.
        func lowered(_ rate: Double) -> Double {
            let lower = max(rate * factor, min(minimumRate, rate))
            return dialect == .torch && rate - lower <= 1e-8 ? rate : lower
        }
    }
}

extension Schedule.Plateau.Dialect {
    /// The form of a threshold for which none is named.
    public var thresholdForm: Schedule.Plateau.ThresholdForm { self == .keras ? .absolute : .relative }
}
