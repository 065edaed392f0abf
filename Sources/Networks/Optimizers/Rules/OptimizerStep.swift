internal import Kernels

/// One step of an ``Optimizer``: its rule with the numbers of this update, and the moments that it keeps.
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

    /// Rule and numbers as the kernels of the sweep take them: each number rounded to an `Element`.
    private var update = heaviside_sweep_update()
    private let first: UnsafeMutablePointer<Element>?
    private let second: UnsafeMutablePointer<Element>?

    /// The step of update number `count`, from 1, at a learning rate; the moments are in the parameters' layout.
    init(_ optimizer: Optimizer, learningRate: Double, update count: Int, moments: Moments) {
        (first, second) = (moments.first, moments.second)
        func number(_ value: Double) -> Double { Element(value).doubleValue }
        func take(_ rule: heaviside_sweep_rule) { update.rule = Int32(rule.rawValue) }
        update.decay = number(optimizer.weightDecay)
        update.rate = number(learningRate)
        switch optimizer.rule {
        case .sgd:
            take(heaviside_sweep_sgd)
        case .momentum(let momentum):
            take(heaviside_sweep_momentum)
            update.keep1 = number(momentum)
        case .nesterov(let momentum):
            take(heaviside_sweep_nesterov)
            update.keep1 = number(momentum)
        case .rmsProp(let decay, let epsilon, let inside):
            take(inside ? heaviside_sweep_rmsprop_inside : heaviside_sweep_rmsprop)
            (update.keep2, update.take2, update.epsilon) = (number(decay), number(1 - decay), number(epsilon))
        case .adam(let beta1, let beta2, let epsilon):
            take(heaviside_sweep_adam)
            (update.keep1, update.take1) = (number(beta1), number(1 - beta1))
            (update.keep2, update.take2, update.epsilon) = (number(beta2), number(1 - beta2), number(epsilon))
            // Both moments start at 0.
            update.rate = number(learningRate / (1 - power(beta1, count)))
            update.root = number(1 / (1 - power(beta2, count)).squareRoot())
        case .muon, .shampoo, .slopeNewton, .sobolev, .naturalGradient:
            // ``TensorStep`` takes these.
            take(heaviside_sweep_skip)
        }
    }

    /// The step for the sweep to take, of a tensor that begins at `offset`.
    func update(at offset: Int) -> heaviside_sweep_update {
        var update = update
        update.first = first.map { UnsafeMutableRawPointer($0 + offset) }
        update.second = second.map { UnsafeMutableRawPointer($0 + offset) }
        return update
    }

    /// Steps a stretch of the parameters, by the gradient, to which it may add the weight decay.
    func apply(
        to parameters: UnsafeMutablePointer<Element>, _ gradient: UnsafeMutablePointer<Element>, _ range: Range<Int>
    ) {
        let kernels = Element.arrayKernels
        let (begin, count) = (range.lowerBound, range.count)
        let (w, g) = (parameters + begin, gradient + begin)
        let (m, v) = (first.map { $0 + begin }, second.map { $0 + begin })
        let (rate, epsilon) = (Element(update.rate), Element(update.epsilon))
        let (keep1, take1) = (Element(update.keep1), Element(update.take1))
        let (keep2, take2) = (Element(update.keep2), Element(update.take2))
        if update.decay != 0 { kernels.addDecay(g, w, count, Element(update.decay)) }
        switch heaviside_sweep_rule(UInt32(update.rule)) {
        case heaviside_sweep_sgd:
            kernels.sgd(w, g, count, rate)
        case heaviside_sweep_momentum:
            kernels.momentum(w, g, m, count, rate, keep1, 0)
        case heaviside_sweep_nesterov:
            kernels.momentum(w, g, m, count, rate, keep1, 1)
        case heaviside_sweep_rmsprop:
            kernels.rmsProp(w, g, m, count, rate, keep2, take2, epsilon, 0)
        case heaviside_sweep_rmsprop_inside:
            kernels.rmsProp(w, g, m, count, rate, keep2, take2, epsilon, 1)
        default:
            kernels.adam(w, g, m, v, count, rate, keep1, take1, keep2, take2, Element(update.root), epsilon)
        }
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
