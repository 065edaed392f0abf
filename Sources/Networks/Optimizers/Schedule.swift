/// How the learning rate changes during training.
public enum Schedule: Sendable, Hashable {
    /// A learning rate from an epoch on.
    public struct Change: Sendable, Hashable {
        /// The first epoch with this rate, from 0.
        public var fromEpoch: Int
        /// The learning rate.
        public var learningRate: Double

        /// The rate from `fromEpoch` on.
        public init(fromEpoch: Int, learningRate: Double) {
            self.fromEpoch = fromEpoch
            self.learningRate = learningRate
        }
    }

    /// Lowers the rate when the loss stops falling.
    public struct Plateau: Sendable, Hashable {
        /// The factor of each drop, 0 < factor < 1.
        public var factor: Double
        /// The number of epochs without improvement before a drop.
        public var patience: Int
        /// The relative improvement that counts: loss < best · (1 − threshold).
        public var threshold: Double
        /// The rate is not lowered below this.
        public var minimumRate: Double

        /// By default: a tenth after 10,000 epochs without an improvement of 1e-4, not below 1e-8.
        public init(
            factor: Double = 0.1, patience: Int = 10_000, threshold: Double = 1e-4, minimumRate: Double = 1e-8
        ) {
            self.factor = factor
            self.patience = patience
            self.threshold = threshold
            self.minimumRate = minimumRate
        }
    }

    /// The optimizer's rate throughout.
    case constant
    /// Other rates from given epochs on, in increasing order of the epoch.
    case steps([Change])
    /// Lower rates when the loss stops falling.
    case dropOnPlateau(Plateau)

    /// The part that is out of range, and what would be right; nil where all is in order.
    public var objection: (parameter: String, problem: String)? {
        switch self {
        case .constant:
            return nil
        case .steps(let changes):
            for (index, change) in changes.enumerated() {
                if !(change.learningRate >= 0 && change.learningRate.isFinite) {
                    return ("\(index).learningRate", "\(change.learningRate): expected a finite number ≥ 0")
                }
                if change.fromEpoch < 0 || (index > 0 && change.fromEpoch <= changes[index - 1].fromEpoch) {
                    return ("\(index).fromEpoch", "\(change.fromEpoch): expected increasing epochs ≥ 0")
                }
            }
            return nil
        case .dropOnPlateau(let plateau):
            if !(plateau.factor > 0 && plateau.factor < 1) {
                return ("dropOnPlateau.factor", "\(plateau.factor): expected 0 < factor < 1")
            }
            if plateau.patience < 1 {
                return ("dropOnPlateau.patience", "\(plateau.patience): expected at least 1 epoch")
            }
            if !(plateau.threshold >= 0 && plateau.threshold < 1) {
                return ("dropOnPlateau.threshold", "\(plateau.threshold): expected 0 ≤ threshold < 1")
            }
            if !(plateau.minimumRate >= 0 && plateau.minimumRate.isFinite) {
                return ("dropOnPlateau.minimumRate", "\(plateau.minimumRate): expected a finite number ≥ 0")
            }
            return nil
        }
    }
}
