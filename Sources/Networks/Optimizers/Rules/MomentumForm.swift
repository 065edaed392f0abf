/// Gradient descent with a velocity, in every form that libraries have.
///
/// a is the gradient g, or η g with the rate inside the velocity: v ← μ v + (1 − τ) a; d = v, and then d ← μ d + a as
/// often as ``lookaheads`` says; w ← w − η d, or w − d with the rate inside.
///
/// | `lookaheads` | d |
/// |---|---|
/// | 0 | v: momentum |
/// | 1 | μ v + a: Nesterov's form |
/// | 2 | μ² v + (1 + μ) a: Chainer's `NesterovAG` |
public struct MomentumForm: Hashable, Sendable {
    /// μ.
    public var momentum: Double
    /// τ, the share of a that the velocity leaves out.
    public var dampening: Double
    /// Whether τ also acts in the first update; in PyTorch it does not.
    public var dampensFirst: Bool
    /// How often the step looks ahead of the velocity.
    public var lookaheads: Int
    /// Whether the velocity holds the rate, and so keeps that of earlier updates.
    public var isRateInside: Bool

    /// Creates a form; by default plain momentum with the rate outside.
    public init(
        momentum: Double = 0.9, dampening: Double = 0, dampensFirst: Bool = true, lookaheads: Int = 0,
        isRateInside: Bool = false
    ) {
        (self.momentum, self.dampening, self.dampensFirst) = (momentum, dampening, dampensFirst)
        (self.lookaheads, self.isRateInside) = (lookaheads, isRateInside)
    }
}

extension MomentumForm: UpdateRule {
    /// "momentum", or "nesterov" where the step looks ahead.
    public var name: String { lookaheads == 0 ? "momentum" : "nesterov" }

    /// 1: the velocity.
    public var momentCount: Int { 1 }

    /// Coupled as in PyTorch, or decoupled as in Keras, which holds the rate in the velocity.
    public var decayForms: [Optimizer.DecayForm] {
        isRateInside ? [.decoupled, .coupled] : [.coupled, .decoupled]
    }

    /// Steps a tensor.
    public func step<S: KernelScalar>(_ tensor: inout ParameterTensor<S>) {
        let (keep, rate) = (S(momentum), tensor.learningRate)
        let take = S(tensor.update == 1 && !dampensFirst ? 1 : 1 - dampening)
        for k in tensor.values.indices {
            let a = isRateInside ? rate * tensor.gradient[k] : tensor.gradient[k]
            let velocity = keep * tensor.moments[0][k] + take * a
            var step = velocity
            for _ in 0..<lookaheads { step = keep * step + a }
            tensor.moments[0][k] = velocity
            tensor.values[k] = tensor.values[k] - (isRateInside ? step : rate * step)
        }
    }
}

extension MomentumForm: OptimizerRule {
    /// The usual form where there is one, whose step the kernels have.
    var rule: Optimizer.Rule {
        guard dampening == 0, lookaheads < 2 else { return .momentumForm(self) }
        return lookaheads == 0
            ? .momentum(momentum, rateInsideVelocity: isRateInside)
            : .nesterov(momentum, rateInsideVelocity: isRateInside)
    }

    var parameters: [RuleParameter] {
        var list: [RuleParameter] = [
            .flag("learningRateInMomentum", isRateInside).omitted(at: .flag(false)), .fraction("momentum", momentum),
            .share("dampening", dampening).omitted(at: .number(0)),
            .flag("dampensFirst", dampensFirst).omitted(at: .flag(true)),
        ]
        if lookaheads != 0 { list.append(.count("lookaheads", lookaheads, in: 1...16).omitted(at: .count(1))) }
        return list
    }

    func with(_ given: RuleParameter.Values) -> Optimizer.Rule {
        let standard = MomentumForm()
        return MomentumForm(
            momentum: given.number("momentum") ?? standard.momentum, dampening: given.number("dampening") ?? 0,
            dampensFirst: given.flag("dampensFirst") ?? true,
            lookaheads: lookaheads == 0 ? 0 : given.count("lookaheads") ?? 1,
            isRateInside: given.flag("learningRateInMomentum") ?? false
        ).rule
    }
}
