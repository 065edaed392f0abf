internal import Kernels

/// One step of an ``Optimizer``: its rule with the numbers of this update, and the moments that it keeps.
struct OptimizerStep<Element: TrainableScalar> {
    private let rule: Optimizer.Rule
    private let decay: Element
    private let rate: Element
    /// 1/√(1 − β₂^t), Adam's correction of the second moment; 1 for the other rules.
    private let root: Element
    private let first: UnsafeMutablePointer<Element>?
    private let second: UnsafeMutablePointer<Element>?

    /// The step of update number `update`, from 1, at a learning rate; the moments are in the parameters' layout.
    init(_ optimizer: Optimizer, learningRate: Double, update: Int, moments: [AlignedBuffer<Element>]) {
        rule = optimizer.rule
        decay = Element(optimizer.weightDecay)
        first = moments.first?.pointer
        second = moments.count > 1 ? moments[1].pointer : nil
        if case .adam(let beta1, let beta2, _) = optimizer.rule {
            rate = Element(learningRate / (1 - power(beta1, update)))
            root = Element(1 / (1 - power(beta2, update)).squareRoot())
        } else {
            rate = Element(learningRate)
            root = 1
        }
    }

    /// Steps a stretch of the parameters, by the gradient, to which it may add the weight decay.
    func apply(
        to parameters: UnsafeMutablePointer<Element>, _ gradient: UnsafeMutablePointer<Element>, _ range: Range<Int>
    ) {
        let kernels = Element.arrayKernels
        let (begin, count) = (range.lowerBound, range.count)
        let (w, g) = (parameters + begin, gradient + begin)
        let (m, v) = (first.map { $0 + begin }, second.map { $0 + begin })
        if decay != 0 { kernels.addDecay(g, w, count, decay) }
        switch rule {
        case .sgd:
            kernels.sgd(w, g, count, rate)
        case .momentum(let momentum):
            kernels.momentum(w, g, m, count, rate, Element(momentum), 0)
        case .nesterov(let momentum):
            kernels.momentum(w, g, m, count, rate, Element(momentum), 1)
        case .rmsProp(let keep, let epsilon, let inside):
            kernels.rmsProp(w, g, m, count, rate, Element(keep), Element(1 - keep), Element(epsilon), inside ? 1 : 0)
        case .adam(let beta1, let beta2, let epsilon):
            kernels.adam(
                w, g, m, v, count, rate, Element(beta1), Element(1 - beta1), Element(beta2), Element(1 - beta2), root,
                Element(epsilon))
        }
    }

    /// Writes the step down for the sweep, for a tensor that begins at `offset`.
    func describe(to update: inout heaviside_sweep_update, offset: Int) {
        func number(_ value: Double) -> Double { Element(value).doubleValue }
        update.decay = decay.doubleValue
        update.rate = rate.doubleValue
        update.root = root.doubleValue
        update.first = first.map { UnsafeMutableRawPointer($0 + offset) }
        update.second = second.map { UnsafeMutableRawPointer($0 + offset) }
        func keep1(_ keep: Double) { (update.keep1, update.take1) = (number(keep), number(1 - keep)) }
        func keep2(_ keep: Double) { (update.keep2, update.take2) = (number(keep), number(1 - keep)) }
        let name: heaviside_sweep_rule
        switch rule {
        case .sgd:
            name = heaviside_sweep_sgd
        case .momentum(let momentum):
            keep1(momentum)
            name = heaviside_sweep_momentum
        case .nesterov(let momentum):
            keep1(momentum)
            name = heaviside_sweep_nesterov
        case .rmsProp(let decay, let epsilon, let inside):
            keep2(decay)
            update.epsilon = number(epsilon)
            name = inside ? heaviside_sweep_rmsprop_inside : heaviside_sweep_rmsprop
        case .adam(let beta1, let beta2, let epsilon):
            keep1(beta1)
            keep2(beta2)
            update.epsilon = number(epsilon)
            name = heaviside_sweep_adam
        }
        update.rule = Int32(name.rawValue)
    }
}

/// base^exponent by repeated squaring: the same bits on every machine. O(log exponent).
private func power(_ base: Double, _ exponent: Int) -> Double {
    var (result, square, left) = (1.0, base, exponent)
    while left > 0 {
        if left & 1 == 1 { result *= square }
        square *= square
        left >>= 1
    }
    return result
}
