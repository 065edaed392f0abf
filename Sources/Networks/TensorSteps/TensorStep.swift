/// A step that is not entry by entry: it looks at whole tensors, or at the network.
///
/// Closures, as in ``AnyLossGradient``, so that code compiled for the scalar is called.
struct TensorStep<Element: KernelScalar> {
    /// What a step is made of.
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
    /// What follows the terms of training at the end of an epoch; most steps have nothing to do then.
    var finish: ((_ learningRate: Double, UnsafeMutablePointer<Element>, SampleRows<Element>) -> Void)?
    /// What the step remembers, besides the moments.
    var statistics: () -> [Matrix<Double>] = { [] }
    /// Takes back what it remembered; false where that has another shape.
    var restore: ([Matrix<Double>]) -> Bool = { $0.isEmpty }

    /// The step of an optimizer; nil for a rule that works entry by entry, which needs none.
    ///
    /// `moments` lie in the parameters' layout; `kinks` knows the kinks, where the rule needs it.
    init?(
        _ optimizer: Optimizer, network: Network<Element>, layout: ParameterLayout, loss: Loss, capacity: Int,
        moments: OptimizerStep<Element>.Moments, kinks: ScalarCodeSteps<Element>?
    ) {
        switch optimizer.rule {
        case .sgd, .momentum, .nesterov, .rmsProp, .adam:
            return nil
        case .muon(let momentum, let vectorRate):
            let step = MuonStep(
                layout: layout, learningRate: optimizer.learningRate, momentum: momentum, vectorRate: vectorRate,
                weightDecay: optimizer.weightDecay,
                moments: moments)
            apply = { step.apply($0) }
        case .shampoo(let epsilon, let refresh):
            let step = ShampooStep<Element>(
                layout: layout, epsilon: epsilon, refresh: refresh, weightDecay: optimizer.weightDecay)
            apply = { step.apply($0) }
            statistics = { step.statistics }
            restore = { step.restore($0) }
        case .slopeNewton(let trust):
            let lower = LowerLayersStep<Element>(layout: layout, trust: trust)
            apply = { lower.apply($0) }
            finish = { rate, parameters, rows in kinks?.newton(rate, parameters, rows) }
        case .sobolev(let trust):
            let lower = LowerLayersStep<Element>(layout: layout, trust: trust)
            apply = { request in
                kinks?.sobolev(request.learningRate, request.parameters, request.gradient, request.rows)
                lower.apply(request)
            }
        case .naturalGradient(let damping, let trust):
            let lower = LowerLayersStep<Element>(layout: layout, trust: trust)
            let last = NaturalGradientStep(
                network, layout: layout, loss: loss, capacity: capacity, damping: damping)
            apply = { request in
                last.apply(request)
                lower.apply(request)
            }
        }
    }
}
