/// A way to compute the loss of some samples and its gradient: one for each ``ComputationPath``.
protocol LossGradient<Element>: AnyObject {
    associatedtype Element: KernelScalar

    /// Where the parameters lie.
    var layout: ParameterLayout { get }

    /// The loss at `parameters`; where `gradient` is not nil, writes the derivatives of every trainable tensor there.
    ///
    /// Both buffers have the ``ParameterLayout`` of the network. The loss may be infinite or NaN.
    func evaluate(
        parameters: UnsafeMutablePointer<Element>, rows: SampleRows<Element>, gradient: UnsafeMutablePointer<Element>?
    ) -> Double

    /// The loss at `parameters`, and then a step of every trainable parameter by its gradient, which `gradient` has
    /// room for.
    ///
    /// Where the loss is infinite or NaN the parameters stay as they are.
    func train(
        parameters: UnsafeMutablePointer<Element>, rows: SampleRows<Element>, gradient: UnsafeMutablePointer<Element>,
        step: OptimizerStep<Element>
    ) -> Double

    /// What a loss or an activation of the caller's own did in the last evaluation that it must not do.
    ///
    /// Where there is something, the loss was NaN.
    var problem: TrainingError? { get }
}

extension LossGradient {
    var problem: TrainingError? { nil }

    /// ``train(parameters:rows:gradient:step:)`` in two passes: the whole gradient, then the step of each stretch.
    func train(
        parameters: UnsafeMutablePointer<Element>, rows: SampleRows<Element>, gradient: UnsafeMutablePointer<Element>,
        step: OptimizerStep<Element>
    ) -> Double {
        let loss = evaluate(parameters: parameters, rows: rows, gradient: gradient)
        guard loss.isFinite else { return loss }
        for range in layout.trainable { step.apply(to: parameters, gradient, range) }
        return loss
    }
}

/// A ``LossGradient`` of whichever kind.
///
/// Closures rather than an existential: a closure made where the kind is known calls code compiled for it, while the
/// witnesses of a generic class are compiled once for all scalars, and several times slower.
struct AnyLossGradient<Element: KernelScalar> {
    /// ``LossGradient/evaluate(parameters:rows:gradient:)``.
    let evaluate: (UnsafeMutablePointer<Element>, SampleRows<Element>, UnsafeMutablePointer<Element>?) -> Double
    /// ``LossGradient/train(parameters:rows:gradient:step:)``.
    let train:
        (UnsafeMutablePointer<Element>, SampleRows<Element>, UnsafeMutablePointer<Element>, OptimizerStep<Element>) ->
            Double

    /// ``LossGradient/problem``.
    let problem: () -> TrainingError?

    /// What computes them; only tests look.
    let base: AnyObject

    init<Path: LossGradient>(_ path: Path) where Path.Element == Element {
        base = path
        evaluate = { path.evaluate(parameters: $0, rows: $1, gradient: $2) }
        train = { path.train(parameters: $0, rows: $1, gradient: $2, step: $3) }
        problem = { path.problem }
    }
}
