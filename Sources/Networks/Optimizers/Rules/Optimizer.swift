internal import Diagnostics

/// The rule that turns gradients into steps.
///
/// g is the gradient (with a coupled weight decay λ: g + λ w), η the learning rate; operations are entry by entry, but
/// for the rules that look at whole tensors.
public struct Optimizer: Sendable, Hashable {
    /// The rule.
    public enum Rule: Sendable, Hashable {
        /// w ← w − η g.
        case sgd
        /// v ← μ v + g; w ← w − η v, or v ← μ v + η g; w ← w − v with η inside the velocity.
        case momentum(Double, rateInsideVelocity: Bool = false)
        /// v ← μ v + g; w ← w − η (g + μ v), or v ← μ v + η g; w ← w − (μ v + η g) with η inside the velocity.
        case nesterov(Double, rateInsideVelocity: Bool = false)
        /// v ← α v + (1 − α) g²; w ← w − η g / (√v + ε), or w − η g / √(v + ε) with ε inside the root.
        case rmsProp(decay: Double, epsilon: Double, epsilonInsideRoot: Bool)
        /// m ← β₁ m + (1 − β₁) g; v ← β₂ v + (1 − β₂) g²; w ← w − η m̂ / (√v̂ + ε), m̂ and v̂ corrected for their start
        /// at 0 (Kingma and Ba, 2015).
        case adam(beta1: Double, beta2: Double, epsilon: Double)
        /// Orthogonalised momentum for weights, Adam at a rate of its own for biases (K. Jordan and others, 2024).
        ///
        /// M ← μ M + G; W ← W − η √max(1, rows/columns) · O(G + μ M), O(X) near the orthogonal factor of X.
        case muon(momentum: Double, vectorRate: Double)
        /// L ← L + G Gᵀ, R ← R + Gᵀ G; W ← W − η (L + ε)^(−¼) G (R + ε)^(−¼), the roots recomputed every `refresh`
        /// updates (Gupta, Koren and Singer, 2018).
        case shampoo(epsilon: Double, refresh: Int)
        /// The exact Newton step of the last layer after a scalar code, by a recursion over slopes, O(n²).
        ///
        /// η is the share of the error that a step removes. The layers below take a gradient step of Polyak's length,
        /// no tensor moving by more than `trust` of its norm.
        case slopeNewton(trust: Double)
        /// The gradient of the last layer after a scalar code in hat coordinates: W ← W − η B Bᵀ ∂L/∂W, W = B c, c
        /// being the preactivations at the kinks, L half the sum of squares. The layers below as in `slopeNewton`.
        case sobolev(trust: Double)
        /// The last layer's gradient, preconditioned by its inputs' Gram matrix: W ← W − η (AᵀA + d)⁻¹ ∂L/∂W, L half
        /// the sum of squares, d = damping · mean diagonal. The layers below as in `slopeNewton`.
        case naturalGradient(damping: Double, trust: Double)
        /// Muon as other libraries have it.
        case muonForm(MuonForm)
        /// Momentum and Nesterov's form as other libraries have them.
        case momentumForm(MomentumForm)
        /// RMSProp as other libraries have it, and Adagrad.
        case rmsPropForm(RMSPropForm)
        /// Adam as other libraries have it, and NAdam.
        case adamForm(AdamForm)
        /// v ← ρ v + (1 − ρ) g²; d = √(u + ε) / √(v + ε) · g; u ← ρ u + (1 − ρ) d²; w ← w − η d (Zeiler, 2012).
        case adadelta(AdadeltaForm)
        /// w ← w − η sign(β₁ m + (1 − β₁) g); m ← β₂ m + (1 − β₂) g (Chen and others, 2023).
        case lion(LionForm)
        /// A rule of your own: `Optimizer(MyRule(), learningRate: 1e-4)`.
        ///
        /// No spec can hold it.
        case custom(CustomRule)
    }

    /// The rule.
    public var rule: Rule
    /// η, until a ``Schedule`` changes it.
    public var learningRate: Double
    /// λ, how strongly weights and biases are drawn to 0.
    public var weightDecay: Double
    /// How λ acts.
    public var decayForm: DecayForm

    /// Creates an optimizer from a rule and its rates.
    ///
    /// - Parameters:
    ///   - rule: the rule.
    ///   - learningRate: η.
    ///   - weightDecay: λ.
    ///   - decayForm: how λ acts; nil for what is usual with the rule and its dialect: ``Rule/standardDecayForm``.
    public init(_ rule: Rule, learningRate: Double, weightDecay: Double = 0, decayForm: DecayForm? = nil) {
        self.rule = rule
        self.learningRate = learningRate
        self.weightDecay = weightDecay
        self.decayForm = decayForm ?? rule.standardDecayForm
    }

    /// The name of the rule that specs use; "custom(Lion)" for one of your own.
    public var name: String { rule.name }

    /// How many numbers the rule keeps for each parameter.
    public var momentCount: Int { rule.body.momentCount }

    /// Whether the rule works on the kinks after a scalar code.
    public var needsScalarCode: Bool { rule.body.needsScalarCode }

    /// The parameter that is out of range, and what would be right; nil where all are in range.
    public var objection: (parameter: String, problem: String)? {
        let body = rule.body
        let common = [
            RuleParameter.nonNegative("learningRate", learningRate), .nonNegative("weightDecay", weightDecay),
        ]
        if let wrong = common.first(where: { $0.problem != nil }) { return (wrong.name, wrong.problem ?? "") }
        if weightDecay != 0, !body.decayForms.contains(decayForm) {
            let problem =
                body.decayForms.first.map { "\(decayForm): expected \($0), \(body.decayReason)" }
                ?? "\(NumberText.exact(weightDecay)): expected none, \(body.decayReason)"
            return ("weightDecay", problem)
        }
        return body.parameters.first { $0.problem != nil }.map { ($0.name, $0.problem ?? "") } ?? body.objection
    }
}

extension Optimizer.Rule {
    /// Every built-in rule, with its standard parameters.
    public static let standard: [Optimizer.Rule] = {
        let usual: [Optimizer] = [
            .sgd(learningRate: 1), .momentum(learningRate: 1), .nesterov(learningRate: 1), .rmsProp(learningRate: 1),
            .adam(learningRate: 1), .muon(learningRate: 1), .shampoo(learningRate: 1), .slopeNewton(), .sobolev(),
            .naturalGradient(),
        ]
        return usual.map(\.rule) + [
            .rmsPropForm(.adagrad), .adadelta(AdadeltaForm()), .adamForm(.nadam), .lion(LionForm()),
        ]
    }()
    /// What is known of the rule: the one place that tells the cases apart.
    var body: any OptimizerRule {
        switch self {
        case .sgd: SGD()
        case .momentum(let momentum, let isInside): Momentum(momentum: momentum, isRateInside: isInside)
        case .nesterov(let momentum, let isInside):
            Momentum(momentum: momentum, isNesterov: true, isRateInside: isInside)
        case .rmsProp(let decay, let epsilon, let isInside):
            RMSProp(decay: decay, epsilon: epsilon, isInsideRoot: isInside)
        case .adam(let beta1, let beta2, let epsilon): Adam(beta1: beta1, beta2: beta2, epsilon: epsilon)
        case .muon(let momentum, let vectorRate): Muon(momentum: momentum, vectorRate: vectorRate)
        case .shampoo(let epsilon, let refresh): Shampoo(epsilon: epsilon, refresh: refresh)
        case .slopeNewton(let trust): SlopeNewton(trust: trust)
        case .sobolev(let trust): Sobolev(trust: trust)
        case .naturalGradient(let damping, let trust): NaturalGradient(damping: damping, trust: trust)
        case .muonForm(let form): form
        case .momentumForm(let form): form
        case .rmsPropForm(let form): form
        case .adamForm(let form): form
        case .adadelta(let rule): rule
        case .lion(let rule): rule
        case .custom(let rule): rule
        }
    }

    /// The name that specs use; "custom(Lion)" for a rule of your own.
    public var name: String { body.name }

    /// The form of weight decay that is usual with the rule.
    ///
    /// Coupled as in PyTorch's RMSprop, Adam and SGD, also where the rule takes none; decoupled in the dialect of
    /// Keras, and for rules that divide the size of a whole tensor's gradient out.
    public var standardDecayForm: Optimizer.DecayForm { body.decayForms.first ?? .coupled }

    /// The parameters with their values, in the order in which specs write them.
    public var parameters: [RuleParameter] { body.parameters }

    /// The same rule with the given parameters, and standard values for the others.
    ///
    /// - Parameters:
    ///   - values: values of the kinds that ``parameters`` have, by name.
    ///   - learningRate: η, which some standard values depend on.
    /// - Returns: the rule, whose values need not be in range: see ``Optimizer/objection``.
    public func with(_ values: [String: RuleParameter.Value], learningRate: Double) -> Optimizer.Rule {
        body.with(RuleParameter.Values(values, learningRate: learningRate))
    }
}
