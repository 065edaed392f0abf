/// A loss of your own that is a sum over samples and outputs: its value for one output, and its derivative.
///
///     struct Huber: ElementwiseLoss {
///         let name = "Huber"
///         var width = 1.0
///
///         func value<S: Scalar>(output: S, target: S) -> S {
///             let (r, width) = (abs(output - target), S(width))
///             return r <= width ? r * r / 2 : width * (r - width / 2)
///         }
///
///         func derivative<S: Scalar>(output: S, target: S) -> S {
///             let (r, width) = (output - target, S(width))
///             return min(max(r, -width), width)
///         }
///     }
///
///     Training(loss: Loss(Huber(width: 0.5)), optimizer: .adam(learningRate: 1e-3))
///
/// Its ``LossFunction/reduction`` is by default the mean over samples and outputs.
public protocol ElementwiseLoss: LossFunction {
    /// ℓ(ŷ, y) of one output ŷ and its target y.
    func value<S: Scalar>(output: S, target: S) -> S

    /// ∂ℓ/∂ŷ.
    func derivative<S: Scalar>(output: S, target: S) -> S
}

extension ElementwiseLoss {
    /// The mean over samples and outputs.
    public var reduction: Loss.Reduction { .meanOverElements }

    /// The sum of ``value(output:target:)`` over the outputs of a sample.
    @inlinable
    public func value<S: Scalar>(outputs: Span<S>, targets: Span<S>) -> S {
        var sum: S = 0
        for j in outputs.indices { sum += value(output: outputs[j], target: targets[j]) }
        return sum
    }

    /// ``derivative(output:target:)`` for each output of a sample.
    @inlinable
    public func derivative<S: Scalar>(outputs: Span<S>, targets: Span<S>, into derivative: inout MutableSpan<S>) {
        for j in outputs.indices { derivative[j] = self.derivative(output: outputs[j], target: targets[j]) }
    }
}
