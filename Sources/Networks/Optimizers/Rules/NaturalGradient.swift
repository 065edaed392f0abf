/// The natural gradient of the last layer; ``NaturalGradientStep`` has the formula.
///
/// The layers below take ``LowerLayersStep``.
struct NaturalGradient: OptimizerRule {
    var damping = 1e-12
    var trust = 1e-5

    var name: String { "naturalGradient" }
    var parameters: [RuleParameter] { [.share("damping", damping), .share("trust", trust)] }
    var decayForms: [Optimizer.DecayForm] { [] }

    func with(_ given: RuleParameter.Values) -> Optimizer.Rule {
        let standard = NaturalGradient()
        return .naturalGradient(
            damping: given.number("damping") ?? standard.damping, trust: given.number("trust") ?? standard.trust)
    }

    func validate<Element: Scalar>(_ network: Network<Element>, loss: Loss) throws(TrainingError) {
        try validateLastLayer(network, loss: loss)
        let last = network.layers.count - 1
        try validate(side: network.layers[last].inputs, layer: last)
    }
}

extension Optimizer {
    /// The natural gradient of the last layer.
    public static func naturalGradient(
        learningRate: Double = 1, damping: Double = 1e-12, trust: Double = 1e-5
    ) -> Optimizer {
        Optimizer(.naturalGradient(damping: damping, trust: trust), learningRate: learningRate)
    }
}
