/// Muon: orthogonalised momentum for weights, Adam at a rate of its own for biases; ``MuonStep`` has the formula.
struct Muon: OptimizerRule {
    var momentum: Double
    var vectorRate: Double

    var name: String { "muon" }
    var parameters: [RuleParameter] {
        [.fraction("momentum", momentum), .nonNegative("vectorRate", vectorRate)]
    }
    var momentCount: Int { 2 }
    /// A decay in the gradient would lose its size where the step is made orthogonal.
    var decayForms: [Optimizer.DecayForm] { [.decoupled] }

    func with(_ given: RuleParameter.Values) -> Optimizer.Rule {
        Optimizer.muon(
            learningRate: given.learningRate, momentum: given.number("momentum") ?? 0.95,
            vectorRate: given.number("vectorRate")
        ).rule
    }

    func validate<Element: Scalar>(_ network: Network<Element>, loss: Loss) throws(TrainingError) {
        for (l, layer) in network.layers.enumerated() where layer.dense.isTrainable {
            try validate(side: min(layer.inputs, layer.outputs), layer: l)
        }
    }
}

extension Optimizer {
    /// Muon; by default the momentum of its authors, and Adam at a fiftieth of the rate for biases.
    ///
    /// Its weight decay is decoupled, at the rate of the weights or of the bias.
    public static func muon(
        learningRate: Double, momentum: Double = 0.95, vectorRate: Double? = nil, weightDecay: Double = 0
    ) -> Optimizer {
        Optimizer(
            .muon(momentum: momentum, vectorRate: vectorRate ?? learningRate / 50), learningRate: learningRate,
            weightDecay: weightDecay)
    }
}
