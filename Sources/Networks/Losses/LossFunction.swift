/// A loss of your own: its value for one sample, and its derivative by each output.
///
/// Training minimises c Σ ℓ(ŷ, y) over the samples, where ŷ are the outputs of a sample, y its targets, and the factor
/// c follows from ``reduction``. A loss whose ℓ is a sum over the outputs is an ``ElementwiseLoss``, which needs less.
/// The following one is not: it compares neighbouring outputs.
///
///     struct SlopeError: LossFunction {
///         let name = "slope error"
///
///         func value<S: Scalar>(outputs: Span<S>, targets: Span<S>) -> S {
///             var sum: S = 0
///             for j in 1..<outputs.count {
///                 let r = (outputs[j] - outputs[j - 1]) - (targets[j] - targets[j - 1])
///                 sum += r * r
///             }
///             return sum
///         }
///
///         func derivative<S: Scalar>(outputs: Span<S>, targets: Span<S>, into derivative: inout MutableSpan<S>) {
///             for j in 1..<outputs.count {
///                 let r = (outputs[j] - outputs[j - 1]) - (targets[j] - targets[j - 1])
///                 derivative[j] += 2 * r
///                 derivative[j - 1] -= 2 * r
///             }
///         }
///     }
///
///     Training(loss: Loss(SlopeError()), optimizer: .adam(learningRate: 1e-3))
///
/// One formula serves every path: it is generic over the scalar. Training ends with a ``TrainingError`` where a value
/// at finite outputs and targets is NaN, or where a derivative is not finite although the value is. Whether the
/// derivative is that of the value, ``GradientCheck`` tells.
public protocol LossFunction: Sendable, Hashable {
    /// The name in messages and descriptions.
    var name: String { get }

    /// What is wrong with the parameters, and what would be right; nil where they are in range, as by default.
    var problem: String? { get }

    /// The factor of the sum over the samples; by default ``Loss/Reduction/meanOverSamples``.
    var reduction: Loss.Reduction { get }

    /// Whether value and derivative need nothing but +, −, ·, / and comparisons, so that `Rational` can serve as the
    /// scalar; false by default.
    var isRational: Bool { get }

    /// ℓ(ŷ, y) of one sample.
    func value<S: Scalar>(outputs: Span<S>, targets: Span<S>) -> S

    /// Writes ∂ℓ/∂ŷ_j for each output j of one sample; all are 0 before.
    func derivative<S: Scalar>(outputs: Span<S>, targets: Span<S>, into derivative: inout MutableSpan<S>)

    /// Why a network with this output activation cannot be trained with the loss; nil where it can, as by default.
    func objection(toOutput activation: Activation) -> String?

    /// Why these targets, `[samples × outputs]`, do not suit the loss; nil where they do, as by default.
    func objection(toTargets targets: Matrix<Double>) -> String?
}

extension LossFunction {
    /// Nil: nothing is wrong.
    public var problem: String? { nil }

    /// The mean over the samples.
    public var reduction: Loss.Reduction { .meanOverSamples }

    /// False: the loss is not known to be rational.
    public var isRational: Bool { false }

    /// Nil: every activation suits the loss.
    public func objection(toOutput activation: Activation) -> String? { nil }

    /// Nil: all targets suit the loss.
    public func objection(toTargets targets: Matrix<Double>) -> String? { nil }
}

extension Loss {
    /// A loss of your own.
    @inlinable
    public init(_ function: some LossFunction) { self = .custom(CustomLoss(function)) }
}
