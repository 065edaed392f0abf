/// The rule that turns gradients into steps.
///
/// g is the gradient (with weight decay λ: g + λ w), η the learning rate; operations are entry by entry, but for the
/// rules that look at whole tensors.
public struct Optimizer: Sendable, Hashable {
    /// The rule.
    public enum Rule: Sendable, Hashable {
        /// w ← w − η g.
        case sgd
        /// v ← μ v + g; w ← w − η v (PyTorch's convention: η outside the velocity).
        case momentum(Double)
        /// v ← μ v + g; w ← w − η (g + μ v).
        case nesterov(Double)
        /// v ← α v + (1 − α) g²; w ← w − η g / (√v + ε), or w − η g / √(v + ε) with ε inside the root.
        case rmsProp(decay: Double, epsilon: Double, epsilonInsideRoot: Bool)
        /// m ← β₁ m + (1 − β₁) g; v ← β₂ v + (1 − β₂) g²; w ← w − η m̂ / (√v̂ + ε), m̂ and v̂ corrected for their start
        /// at 0 (Kingma and Ba, 2015).
        case adam(beta1: Double, beta2: Double, epsilon: Double)
        /// Orthogonalised momentum for matrices, Adam at a rate of its own for vectors (K. Jordan and others, 2024).
        ///
        /// M ← μ M + G; W ← W − η √max(1, rows/columns) · O(G + μ M), O(X) near the orthogonal factor of X.
        case muon(momentum: Double, vectorRate: Double)
        /// L ← L + G Gᵀ, R ← R + Gᵀ G; W ← W − η (L + ε)^(−¼) G (R + ε)^(−¼), the roots anew every `refresh` updates
        /// (Gupta, Koren and Singer, 2018).
        case shampoo(epsilon: Double, refresh: Int)
        /// The exact Newton step of the last layer behind a scalar code, by a recursion over slopes, O(n²).
        ///
        /// η is the share of the error that a step removes. The layers below take a gradient step of Polyak's length, no tensor
        /// moving by more than `trust` of its norm.
        case slopeNewton(trust: Double)
        /// The gradient of the last layer behind a scalar code in hat coordinates: W ← W − η B Bᵀ ∂L/∂W, W = B c, c being the
        /// preactivations at the kinks, L half the sum of squares. The layers below as in `slopeNewton`.
        case sobolev(trust: Double)
        /// The last layer's gradient, preconditioned by its inputs' Gram matrix: W ← W − η (AᵀA + d)⁻¹ ∂L/∂W, L half the sum of
        /// squares, d = damping · mean diagonal. The layers below as in `slopeNewton`.
        case naturalGradient(damping: Double, trust: Double)
    }

    /// Whose conventions RMSProp follows.
    public enum Dialect: String, Sendable, Hashable, CaseIterable {
        /// α = 0.99, ε = 1e-8 outside the root.
        case torch
        /// ρ = 0.9, ε = 1e-7 inside the root.
        case keras
    }

    /// The rule.
    public var rule: Rule
    /// η, until a ``Schedule`` changes it.
    public var learningRate: Double
    /// λ, the coefficient of w that is added to the gradient (L2 regularisation, ½ λ |w|² in the loss).
    public var weightDecay: Double

    /// Joins a rule with its rates.
    public init(_ rule: Rule, learningRate: Double, weightDecay: Double = 0) {
        self.rule = rule
        self.learningRate = learningRate
        self.weightDecay = weightDecay
    }

    /// Plain gradient descent.
    public static func sgd(learningRate: Double, weightDecay: Double = 0) -> Optimizer {
        Optimizer(.sgd, learningRate: learningRate, weightDecay: weightDecay)
    }

    /// Gradient descent with momentum.
    public static func momentum(
        _ momentum: Double = 0.9, learningRate: Double, weightDecay: Double = 0
    ) -> Optimizer {
        Optimizer(.momentum(momentum), learningRate: learningRate, weightDecay: weightDecay)
    }

    /// Nesterov's accelerated gradient, in the form that PyTorch and Keras use.
    public static func nesterov(
        _ momentum: Double = 0.9, learningRate: Double, weightDecay: Double = 0
    ) -> Optimizer {
        Optimizer(.nesterov(momentum), learningRate: learningRate, weightDecay: weightDecay)
    }

    /// RMSProp with the defaults of a dialect.
    public static func rmsProp(
        learningRate: Double, dialect: Dialect = .torch, decay: Double? = nil, epsilon: Double? = nil,
        weightDecay: Double = 0
    ) -> Optimizer {
        Optimizer(
            .rmsProp(
                decay: decay ?? (dialect == .torch ? 0.99 : 0.9), epsilon: epsilon ?? (dialect == .torch ? 1e-8 : 1e-7),
                epsilonInsideRoot: dialect == .keras),
            learningRate: learningRate, weightDecay: weightDecay)
    }

    /// Adam.
    public static func adam(
        learningRate: Double, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8,
        weightDecay: Double = 0
    ) -> Optimizer {
        Optimizer(
            .adam(beta1: beta1, beta2: beta2, epsilon: epsilon), learningRate: learningRate, weightDecay: weightDecay)
    }

    /// How many numbers the rule keeps for each parameter.
    public var momentCount: Int {
        switch rule {
        case .sgd, .shampoo, .slopeNewton, .sobolev, .naturalGradient: 0
        case .momentum, .nesterov, .rmsProp: 1
        case .adam, .muon: 2
        }
    }

    /// How many matrices the rule keeps for each weight and each bias, besides its moments.
    var statisticsPerTensor: Int {
        if case .shampoo = rule { return 4 }
        return 0
    }

    /// Whether the rule works on the kinks behind a scalar code.
    public var needsScalarCode: Bool {
        switch rule {
        case .slopeNewton, .sobolev: true
        case .sgd, .momentum, .nesterov, .rmsProp, .adam, .muon, .shampoo, .naturalGradient: false
        }
    }
}
