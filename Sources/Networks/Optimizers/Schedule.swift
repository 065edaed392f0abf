/// How the learning rate changes during training.
///
/// Epochs count from 0. A change `fromEpoch: 3` leaves epochs 0, 1 and 2 at the rate before, as a step of PyTorch's
/// `MultiStepLR([3])`, of optax and of Paddle does; Keras's `PiecewiseConstantDecay([3])` counts updates, and changes
/// the rate one later.
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

    /// The optimizer's rate throughout.
    case constant
    /// Other rates from given epochs on, in increasing order of the epoch.
    case steps([Change])
    /// Lower rates when the loss stops falling.
    case dropOnPlateau(Plateau)
    /// A formula of the epoch.
    case curve(RateCurve)

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
            return plateau.objection.map { ("dropOnPlateau.\($0.parameter)", $0.problem) }
        case .curve(let curve):
            return curve.objection
        }
    }
}
