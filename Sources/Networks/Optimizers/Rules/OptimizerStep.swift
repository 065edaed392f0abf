internal import Kernels

/// One step of a rule that works entry by entry: the numbers of this update, and the moments that the rule keeps.
struct OptimizerStep<Element: KernelScalar> {
    /// Where the moments lie, as many as the rule has. Pointers, which need no reference counting in every update.
    struct Moments {
        let first: UnsafeMutablePointer<Element>?
        let second: UnsafeMutablePointer<Element>?

        init(_ buffers: [AlignedBuffer<Element>]) {
            first = buffers.first?.pointer
            second = buffers.count > 1 ? buffers[1].pointer : nil
        }
    }

    /// The step as the kernels take it, but for the moments' places.
    private let step: heaviside_step
    private let moments: Moments

    /// The step of update number `count`, from 1, at a learning rate; the moments are in the parameters' layout.
    ///
    /// A rule that looks at whole tensors has no such step: this one does nothing.
    init(
        _ rule: any OptimizerRule, weightDecay: Double, _ decayForm: Optimizer.DecayForm, learningRate: Double,
        update count: Int, moments: Moments
    ) {
        var step = rule.step(learningRate: learningRate, update: count)
        switch decayForm {
        case .coupled: step.decay = weightDecay
        case .decoupled: step.shrink = learningRate * weightDecay
        case .independent: step.shrink = weightDecay
        }
        self.step = step
        self.moments = moments
    }

    /// The step for the kernels to take, of a tensor that begins at `offset`.
    func beginning(at offset: Int) -> heaviside_step {
        var step = step
        step.first = moments.first.map { UnsafeMutableRawPointer($0 + offset) }
        step.second = moments.second.map { UnsafeMutableRawPointer($0 + offset) }
        return step
    }

    /// Steps a stretch of the parameters by the gradient, to which it may add a coupled weight decay.
    func apply(
        to parameters: UnsafeMutablePointer<Element>, _ gradient: UnsafeMutablePointer<Element>, _ range: Range<Int>
    ) {
        let kernels = Element.arrayKernels
        let (begin, count) = (range.lowerBound, range.count)
        let (w, g) = (parameters + begin, gradient + begin)
        if step.decay != 0 { kernels.addDecay(g, w, count, Element(step.decay)) }
        if step.shrink != 0 { kernels.shrink(w, count, Element(step.shrink)) }
        withUnsafePointer(to: step) {
            kernels.step($0, w, g, moments.first.map { $0 + begin }, moments.second.map { $0 + begin }, count)
        }
    }
}
