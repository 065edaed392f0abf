/// The gradient of the last layer after a scalar code in hat coordinates; ``SobolevStep`` has the formula.
///
/// The layers below take ``LowerLayersStep``.
struct Sobolev: OptimizerRule {
    var trust = 1e-5

    var name: String { "sobolev" }
    var parameters: [RuleParameter] { [.share("trust", trust)] }
    var needsScalarCode: Bool { true }
    /// The coordinates of hats have no place for them.
    var allowsOutputBias: Bool { false }
    var decayForms: [Optimizer.DecayForm] { [] }

    func with(_ given: RuleParameter.Values) -> Optimizer.Rule {
        .sobolev(trust: given.number("trust") ?? Sobolev().trust)
    }

    func validate<Element: Scalar>(_ network: Network<Element>, loss: Loss) throws(TrainingError) {
        try validateLastLayer(network, loss: loss)
    }
}

extension Optimizer {
    /// The gradient in hat coordinates for the last layer after a scalar code.
    public static func sobolev(learningRate: Double = 1, trust: Double = 1e-5) -> Optimizer {
        Optimizer(.sobolev(trust: trust), learningRate: learningRate)
    }
}
