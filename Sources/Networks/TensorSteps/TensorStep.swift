/// A step that is not entry by entry: it looks at whole tensors, or at the network.
///
/// Closures, as in ``AnyLossGradient``, so that code compiled for the scalar is called.
struct TensorStep<Element: KernelScalar> {
    /// The input of one step.
    struct Request {
        let parameters: UnsafeMutablePointer<Element>
        let gradient: UnsafeMutablePointer<Element>
        let rows: SampleRows<Element>
        /// The loss that the gradient is of, penalties included.
        let loss: Double
        let learningRate: Double
        /// The number of this update, from 1.
        let update: Int
    }

    /// Steps the parameters by their gradient.
    let apply: (Request) -> Void
    /// What to do at the end of an epoch, after the terms of training; nil for most steps.
    var finish: ((_ learningRate: Double, UnsafeMutablePointer<Element>, SampleRows<Element>) -> Void)?
    /// What the step keeps, besides the moments.
    var statistics: () -> [Matrix<Double>] = { [] }
    /// Restores what it kept; false where that has another shape.
    var restore: ([Matrix<Double>]) -> Bool = { $0.isEmpty }
    /// What the last step did that it must not do; nil for the built-in steps, which keep their word.
    var problem: (() -> TrainingError?)?

    /// What a step is made from.
    struct Setting {
        let network: Network<Element>
        let layout: ParameterLayout
        let loss: Loss
        /// The most samples of a batch.
        let capacity: Int
        /// The learning rate before the first epoch.
        let learningRate: Double
        let weightDecay: Double
        let decayForm: Optimizer.DecayForm
        /// In the parameters' layout.
        let moments: OptimizerStep<Element>.Moments
        /// All of them, also where there are more than two.
        let momentBuffers: [AlignedBuffer<Element>]
        /// What knows the kinks, where the rule needs it.
        let kinks: ScalarCodeSteps<Element>?
    }
}

/// A rule that looks at whole tensors, or at the network.
protocol TensorRule: OptimizerRule {
    /// The step for a network.
    ///
    /// Implementations are `@specialized` for `Float` and `Double`: what they make runs in every update.
    func tensorStep<Element: KernelScalar>(_ setting: TensorStep<Element>.Setting) -> TensorStep<Element>
}
