/// Shampoo: a preconditioner for each side of a tensor; ``ShampooStep`` has the formula.
struct Shampoo: OptimizerRule {
    var epsilon = 1e-6
    var refresh = 10

    var name: String { "shampoo" }
    var parameters: [RuleParameter] { [.positive("epsilon", epsilon), .updates("refresh", refresh)] }
    /// L, R and their roots of each tensor.
    func statisticsCount<Element: Scalar>(for network: Network<Element>) -> Int { 4 * network.trainedTensorCount }

    var decayForms: [Optimizer.DecayForm] { [.decoupled, .coupled] }

    func with(_ given: RuleParameter.Values) -> Optimizer.Rule {
        let standard = Shampoo()
        return .shampoo(
            epsilon: given.number("epsilon") ?? standard.epsilon, refresh: given.count("refresh") ?? standard.refresh)
    }

    func validate<Element: Scalar>(_ network: Network<Element>, loss: Loss) throws(TrainingError) {
        for (l, layer) in network.layers.enumerated() where layer.dense.isTrainable {
            try validate(side: max(layer.inputs, layer.outputs), layer: l)
        }
    }
}

extension Optimizer {
    /// Shampoo; by default its roots are computed every 10 updates, and its weight decay is decoupled.
    public static func shampoo(
        learningRate: Double, epsilon: Double = 1e-6, refresh: Int = 10, weightDecay: Double = 0,
        decayForm: DecayForm? = nil
    ) -> Optimizer {
        Optimizer(
            .shampoo(epsilon: epsilon, refresh: refresh), learningRate: learningRate, weightDecay: weightDecay,
            decayForm: decayForm)
    }
}
