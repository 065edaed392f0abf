/// Muon: orthogonalised momentum for weights, Adam at a rate of its own for biases; ``MuonStep`` has the formula.
struct Muon: OptimizerRule {
    var momentum: Double
    var vectorRate: Double

    var name: String { "muon" }
    /// The same among all forms.
    var form: MuonForm { MuonForm(momentum: momentum, vectorRate: vectorRate) }
    var parameters: [RuleParameter] { form.parameters }
    var momentCount: Int { 2 }
    var decayForms: [Optimizer.DecayForm] { form.decayForms }

    func with(_ given: RuleParameter.Values) -> Optimizer.Rule { form.with(given) }

    func validate<Element: Scalar>(_ network: Network<Element>, loss: Loss) throws(TrainingError) {
        try form.validate(network, loss: loss)
    }
}

/// Muon in the forms that libraries have.
///
/// The momentum is M ← μ M + G, and the direction X = G + μ M, or with a correction for the start of M at 0
/// X = G / (1 − μᵗ) + μ M / (1 − μᵗ⁺¹); W ← W − η s · O(X / (|X| + ε)), where s is the ``scale``. Where ε is 0, |X| is
/// taken for 1e-7/(1 − μ) at least, as in ``MuonStep``.
public struct MuonForm: Hashable, Sendable {
    /// What the orthogonal step is multiplied by, for a matrix `[outputs × inputs]`.
    public enum Scale: String, Sendable, Hashable, CaseIterable {
        /// √max(1, outputs/inputs), as its authors have it.
        case outputsOverInputs
        /// 0.2 √max(outputs, inputs): about the size of Adam's steps.
        case largerSide
        /// 1.
        case none
    }

    /// The step of a vector, such as a bias, which has no orthogonal factor.
    public enum VectorRule: String, Sendable, Hashable, CaseIterable {
        /// Adam's.
        case adam
        /// b ← b − vectorRate · (1 − μ) (g + μ m), m being the momentum: MLX's.
        case momentum
    }

    /// μ.
    public var momentum: Double
    /// The learning rate of vectors.
    public var vectorRate: Double
    /// ε, beside the norm of X.
    public var epsilon = 0.0
    /// Whether G and M are corrected for the start of M at 0.
    public var isCorrected = false
    /// s.
    public var scale = Scale.outputsOverInputs
    /// The step of vectors.
    public var vectorRule = VectorRule.adam

    /// Muon as its authors have it, with a rate for vectors.
    public init(momentum: Double = 0.95, vectorRate: Double) {
        (self.momentum, self.vectorRate) = (momentum, vectorRate)
    }

    /// s of a matrix.
    func factor(outputs: Int, inputs: Int) -> Double {
        switch scale {
        case .outputsOverInputs: max(1, Double(outputs) / Double(inputs)).squareRoot()
        case .largerSide: 0.2 * Double(max(outputs, inputs)).squareRoot()
        case .none: 1
        }
    }

    /// What G and M are multiplied by in X, in update t; 1 and μ without a correction.
    func shares(update: Int) -> (gradient: Double, momentum: Double) {
        guard isCorrected else { return (1, momentum) }
        return (1 / (1 - power(momentum, update)), momentum / (1 - power(momentum, update + 1)))
    }
}

extension MuonForm: OptimizerRule {
    var name: String { "muon" }
    var momentCount: Int { 2 }
    /// A coupled decay loses its size where the step is made orthogonal; MLX has it.
    var decayForms: [Optimizer.DecayForm] { [.decoupled, .coupled] }

    var parameters: [RuleParameter] {
        [
            .fraction("momentum", momentum), .nonNegative("vectorRate", vectorRate),
            .nonNegative("epsilon", epsilon).omitted(at: .number(0)),
            .flag("biasCorrection", isCorrected).omitted(at: .flag(false)),
            .word("stepScale", scale).omitted(at: .word(Scale.outputsOverInputs.rawValue)),
            .word("vectorRule", vectorRule).omitted(at: .word(VectorRule.adam.rawValue)),
        ]
    }

    func with(_ given: RuleParameter.Values) -> Optimizer.Rule {
        // A library has a share of the rate; a spec has the rate itself.
        let share = given.number("vectorRateShare") ?? 0.02
        let vectorRate =
            given.number("vectorRate") ?? (share == 0.02 ? given.learningRate / 50 : share * given.learningRate)
        var form = MuonForm(momentum: given.number("momentum") ?? 0.95, vectorRate: vectorRate)
        let usual = form
        form.epsilon = given.number("epsilon") ?? 0
        form.isCorrected = given.flag("biasCorrection") ?? false
        form.scale = given.word("stepScale") ?? .outputsOverInputs
        form.vectorRule = given.word("vectorRule") ?? .adam
        return form == usual ? .muon(momentum: form.momentum, vectorRate: vectorRate) : .muonForm(form)
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
