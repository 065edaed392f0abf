/// The exact Newton step of the last layer after a scalar code; ``SlopeRecursion`` has the formula.
///
/// The layers below take ``LowerLayersStep``.
struct SlopeNewton: OptimizerRule {
    var trust = 1e-5

    var name: String { "slopeNewton" }
    var parameters: [RuleParameter] { [.share("trust", trust)] }
    var needsScalarCode: Bool { true }
    var decayForms: [Optimizer.DecayForm] { [] }

    func with(_ given: RuleParameter.Values) -> Optimizer.Rule {
        .slopeNewton(trust: given.number("trust") ?? SlopeNewton().trust)
    }

    func validate<Element: Scalar>(_ network: Network<Element>, loss: Loss) throws(TrainingError) {
        try validateLastLayer(network, loss: loss)
    }
}

extension Optimizer {
    /// Newton's step for the last layer after a scalar code.
    ///
    /// By default the whole step, tensors of the layers below moving by at most 1e-5 of their norm.
    public static func slopeNewton(learningRate: Double = 1, trust: Double = 1e-5) -> Optimizer {
        Optimizer(.slopeNewton(trust: trust), learningRate: learningRate)
    }
}
