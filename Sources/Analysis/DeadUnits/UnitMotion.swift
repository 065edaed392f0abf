internal import Networks

/// How the parameters of a unit that gets no gradient move under a rule.
enum UnitMotion {
    /// They stay in the convex hull of the boxes; where they shrink, each is also multiplied by a factor from 0 to 1 of
    /// its own.
    case within([ParameterBox], DeadUnit.Reason)
    /// They stay in the convex hull of the boxes, all multiplied by one factor from 0 to 1, in exact arithmetic.
    case scaled([ParameterBox])
    /// They may go anywhere.
    case anywhere(DeadUnit.Reason)

    /// Whether they stay as they are.
    var isStandstill: Bool {
        switch self {
        case .within(_, .noGradient), .within(_, .untrained): true
        case .within, .scaled, .anywhere: false
        }
    }
}

/// A rule, its rates from now on, and what it keeps.
struct MotionLaw<S: TrainableScalar> {
    let optimizer: Optimizer
    /// nil where it is not known.
    let state: TrainingCheckpoint<S>?
    /// The largest rate from now on.
    let largestRate: Double
    /// Whether the rate stays as it is.
    let isConstant: Bool

    init(_ training: Training, state: TrainingCheckpoint<S>?) {
        optimizer = training.optimizer
        self.state = state
        var rates = [state?.schedule.learningRate ?? training.optimizer.learningRate]
        switch training.schedule {
        case .constant: break
        case .steps(let changes):
            rates += changes.filter { $0.fromEpoch >= state?.epoch ?? 0 }.map(\.learningRate)
        // It may fall to 0, and rise again.
        case .curve(let curve): rates += [curve.largestRate(from: training.optimizer.learningRate), 0]
        case .dropOnPlateau(let plateau): rates.append(min(rates[0], plateau.minimumRate))
        }
        largestRate = rates.max() ?? 0
        isConstant = rates.allSatisfy { $0 == rates[0] }
    }

    /// The motion of a unit of a layer that is trained, while it gets no gradient.
    ///
    /// - Parameters:
    ///   - layer: the layer.
    ///   - l: its index.
    ///   - k: the unit.
    ///   - isMixed: whether another unit of the layer may get a gradient.
    /// - Returns: the motion.
    /// - Complexity: O(inputs).
    func motion(_ layer: Layer<Double>, _ l: Int, unit k: Int, isMixed: Bool) -> UnitMotion {
        let now = ParameterBox(layer, unit: k)
        let isZero = now.weights.allSatisfy { $0 == 0...0 } && now.bias == 0...0
        let decay = optimizer.weightDecay
        /// Without momentum: the decay alone is left.
        func decaying() -> UnitMotion {
            if decay == 0 || isZero { return .within([now], .noGradient) }
            let share = optimizer.decayForm == .independent ? decay : largestRate * decay
            return share <= 1 ? .scaled([now]) : .anywhere(.decay)
        }
        /// Where the rule divides by what it keeps of the gradients, and takes no step without one.
        func divided() -> UnitMotion {
            optimizer.decayForm != .coupled || decay == 0 || isZero ? decaying() : .anywhere(.decay)
        }
        /// Where the rule keeps a momentum that is its moment of an index.
        func kept(_ index: Int) -> UnitMotion {
            guard let momentum = moments(l, k, index) else { return .anywhere(.unknownState) }
            return momentum.isZero ? divided() : .anywhere(.momentum)
        }
        switch optimizer.rule {
        case .sgd: return decaying()
        case .slopeNewton, .sobolev, .naturalGradient: return .within([now], .noGradient)
        case .rmsProp, .adadelta: return divided()
        case .rmsPropForm(let form): return form.momentum == 0 ? divided() : kept(form.momentCount - 1)
        case .momentumForm, .adamForm, .lion: return kept(0)
        case .momentum(let momentum, let isInside):
            return accelerated(Heavy(momentum, isNesterov: false, isInside: isInside), layer, l, k, now)
        case .nesterov(let momentum, let isInside):
            return accelerated(Heavy(momentum, isNesterov: true, isInside: isInside), layer, l, k, now)
        case .adam(let beta1, let beta2, let epsilon):
            guard let moments = moments(l, k, 0), let squares = moments.isZero ? moments : self.moments(l, k, 1) else {
                return .anywhere(.unknownState)
            }
            if moments.isZero {
                return optimizer.decayForm != .coupled || decay == 0 || isZero ? decaying() : .anywhere(.decay)
            }
            guard decay == 0 else { return .anywhere(.momentum) }
            let law = AdamDrift(
                rate: largestRate, beta1: beta1, beta2: beta2, epsilon: epsilon, updates: state?.updates ?? 0)
            return drifted(now, layer, moments, squares, weights: law, bias: law)
        case .muon(_, let vectorRate): return orthogonalised(vectorRate, .adam, layer, l, k, now, isZero)
        case .muonForm(let form): return orthogonalised(form.vectorRate, form.vectorRule, layer, l, k, now, isZero)
        case .shampoo:
            if isMixed { return .anywhere(.mixing) }
            // Without any gradient the roots have nothing to mix.
            return optimizer.decayForm != .coupled || decay == 0 || isZero ? decaying() : .anywhere(.decay)
        case .custom: return .anywhere(.ownRule)
        }
    }

    // MARK: - Moments

    /// The moments of a unit's parameters.
    private struct Moments {
        let weights: [Double]
        let bias: Double
        var isZero: Bool { bias == 0 && weights.allSatisfy { $0 == 0 } }
    }

    private func moments(_ l: Int, _ k: Int, _ index: Int) -> Moments? {
        guard let state, index < state.moments.count else { return nil }
        let layer = state.moments[index].layers[l]
        return Moments(weights: layer.weight.row(k).map(\.doubleValue), bias: layer.bias?[k].doubleValue ?? 0)
    }

    // MARK: - Momentum and Nesterov

    /// The update of a parameter p and its velocity v without a gradient of the loss: linear, and the same for all.
    private struct Heavy {
        let momentum: Double
        let isNesterov: Bool
        let isInside: Bool

        init(_ momentum: Double, isNesterov: Bool, isInside: Bool) {
            (self.momentum, self.isNesterov, self.isInside) = (momentum, isNesterov, isInside)
        }

        /// Σ over all updates to come of the steps of a velocity of 1, without decay.
        func reach(rate: Double) -> Double {
            (isNesterov ? momentum * momentum : momentum) / (1 - momentum) * (isInside ? 1 : rate)
        }

        /// One update with a decay.
        func next(_ p: Double, _ v: Double, rate: Double, decay: Double, isCoupled: Bool) -> (p: Double, v: Double) {
            let gradient = isCoupled ? decay * p : 0
            let shrunk = isCoupled ? p : p * (1 - rate * decay)
            let g = isInside ? rate * gradient : gradient
            let velocity = momentum * v + g
            let step = isNesterov ? g + momentum * velocity : velocity
            return (shrunk - (isInside ? step : rate * step), velocity)
        }
    }

    private func accelerated(
        _ law: Heavy, _ layer: Layer<Double>, _ l: Int, _ k: Int, _ now: ParameterBox
    ) -> UnitMotion {
        guard let velocity = moments(l, k, 0) else { return .anywhere(.unknownState) }
        let decay = optimizer.weightDecay
        if velocity.isZero, decay == 0 { return .within([now], .noGradient) }
        guard law.momentum < 1, velocity.isZero || !layer.dense.isNonNegative else { return .anywhere(.momentum) }
        let slack = Self.slack(law.momentum)
        let (weights, bias) = (layer.weight.row(k), layer.bias?[k] ?? 0)
        if decay == 0 {
            // A straight line, as far as the velocities reach.
            let reach = law.reach(rate: largestRate) * (1 + slack)
            let end = ParameterBox(
                weights: zip(weights, velocity.weights).map { $0 - reach * $1 }, bias: bias - reach * velocity.bias,
                slack: slack)
            return .within([ParameterBox(weights: Array(weights), bias: bias, slack: slack), end], .momentumFades)
        }
        // p and v have two modes, r₁ > r₂ ≥ 0, or they swing.
        let isCoupled = optimizer.decayForm == .coupled
        let (one, other) = (
            law.next(1, 0, rate: largestRate, decay: decay, isCoupled: isCoupled),
            law.next(0, 1, rate: largestRate, decay: decay, isCoupled: isCoupled)
        )
        let (trace, determinant) = (one.p + other.v, one.p * other.v - one.v * other.p)
        let discriminant = trace * trace - 4 * determinant
        guard isConstant, trace > 0, determinant >= 0, discriminant > 1e-6 * trace * trace else {
            return .anywhere(velocity.isZero ? .decay : .momentum)
        }
        let slow = (trace - discriminant.squareRoot()) / 2
        // p = r₂ᵗ p₀ + (r₁ᵗ − r₂ᵗ) q after t updates, q being the same combination of p₀ and v₀ for every parameter.
        func lasting(_ p: Double, _ v: Double) -> Double {
            ((one.p - slow) * p + other.p * v) / discriminant.squareRoot()
        }
        let end = ParameterBox(
            weights: zip(weights, velocity.weights).map(lasting), bias: lasting(bias, velocity.bias), slack: slack)
        return .scaled([ParameterBox(weights: Array(weights), bias: bias, slack: slack), end])
    }

    // MARK: - Adam and Muon

    /// How far a parameter can still move under Adam.
    private struct AdamDrift {
        let rate: Double
        var beta1 = 0.9
        var beta2 = 0.999
        var epsilon = 1e-8
        let updates: Int

        /// Where the parameter p can come with the moments m and v.
        func range(_ p: Double, _ m: Double, _ v: Double) -> ClosedRange<Double> {
            guard m != 0 else { return p...p }
            let root = v.squareRoot()
            let quotient = beta1 / beta2.squareRoot()
            var distance = beta1 / (1 - beta1) * abs(m) / epsilon
            if quotient < 1, root > 0 { distance = min(distance, quotient / (1 - quotient) * abs(m) / root) }
            let slack = MotionLaw.slack(min(quotient, beta1))
            distance *= rate / (1 - power(beta1, updates + 1)) * (1 + slack)
            let (far, margin) = (m > 0 ? p - distance : p + distance, slack * abs(p))
            return min(p, far) - margin...max(p, far) + margin
        }

        private func power(_ base: Double, _ exponent: Int) -> Double {
            (0..<min(exponent, 100_000)).reduce(1.0) { product, _ in product * base }
        }
    }

    private func drifted(
        _ now: ParameterBox, _ layer: Layer<Double>, _ moments: Moments, _ squares: Moments, weights: AdamDrift?,
        bias: AdamDrift
    ) -> UnitMotion {
        var box = now
        for j in box.weights.indices {
            guard let weights else { continue }
            let range = weights.range(now.weights[j].lowerBound, moments.weights[j], squares.weights[j])
            box.weights[j] =
                layer.dense.isNonNegative ? max(0, range.lowerBound)...max(0, range.upperBound) : range
        }
        if layer.bias != nil { box.bias = bias.range(now.bias.lowerBound, moments.bias, squares.bias) }
        return .within([box], .momentumFades)
    }

    private func orthogonalised(
        _ vectorRate: Double, _ vectorRule: MuonForm.VectorRule, _ layer: Layer<Double>, _ l: Int, _ k: Int,
        _ now: ParameterBox, _ isZero: Bool
    ) -> UnitMotion {
        guard let moments = moments(l, k, 0), let squares = self.moments(l, k, 1) else {
            return .anywhere(.unknownState)
        }
        // A row of zeros stays one in O(X), whatever X is divided by and O(X) multiplied by; other rows can take any
        // share of the step.
        if !moments.weights.allSatisfy({ $0 == 0 }) { return .anywhere(.momentum) }
        let share = optimizer.learningRate > 0 ? largestRate / optimizer.learningRate : 1
        let decay = optimizer.weightDecay
        guard moments.isZero else {
            // A momentum of vectors may go as far as it does with gradient descent; that is not followed here.
            guard decay == 0, vectorRule == .adam else { return .anywhere(.momentum) }
            let law = AdamDrift(rate: vectorRate * share, updates: state?.updates ?? 0)
            return drifted(now, layer, moments, squares, weights: nil, bias: law)
        }
        if decay == 0 || isZero { return .within([now], .noGradient) }
        guard optimizer.decayForm == .decoupled else { return .anywhere(.decay) }
        guard largestRate * decay <= 1, vectorRate * share * decay <= 1 else { return .anywhere(.decay) }
        // The weights and the bias decay at rates of their own.
        return .within([now], .shrinking)
    }

    /// The share of a parameter that its rounding can add up to while a momentum fades.
    static func slack(_ momentum: Double) -> Double { 64 / (1 - min(momentum, 0.999_999)) * S.ulp }
}

extension TrainableScalar {
    /// The distance from 1 to the next number.
    static var ulp: Double { MemoryLayout<Self>.size == 4 ? Double(Float.ulpOfOne) : Double.ulpOfOne }
}
