/// The rule that turns gradients into steps.
///
/// g is the gradient (with weight decay λ: g + λ w), η the learning rate; all operations are entry by entry.
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
        case .sgd: 0
        case .momentum, .nesterov, .rmsProp: 1
        case .adam: 2
        }
    }

    /// The parameter that is out of range, and what would be right; nil where all are in range.
    public var objection: (parameter: String, problem: String)? {
        func fraction(_ name: String, _ value: Double) -> (String, String)? {
            value >= 0 && value < 1 ? nil : (name, "\(value): expected 0 ≤ \(name) < 1")
        }
        func nonNegative(_ name: String, _ value: Double) -> (String, String)? {
            value >= 0 && value.isFinite ? nil : (name, "\(value): expected a finite number ≥ 0")
        }
        // Without ε a unit that gets no gradient would step by 0/0; single precision must keep it too, with subnormals flushed.
        func positive(_ name: String, _ value: Double) -> (String, String)? {
            Float(value) >= .leastNormalMagnitude && Float(value).isFinite
                ? nil : (name, "\(value): expected a number from 1.2e-38 to 3.4e38")
        }
        let common = nonNegative("learningRate", learningRate) ?? nonNegative("weightDecay", weightDecay)
        switch rule {
        case .sgd:
            return common
        case .momentum(let momentum), .nesterov(let momentum):
            return common ?? fraction("momentum", momentum)
        case .rmsProp(let decay, let epsilon, _):
            return common ?? fraction("decay", decay) ?? positive("epsilon", epsilon)
        case .adam(let beta1, let beta2, let epsilon):
            return common ?? fraction("beta1", beta1) ?? fraction("beta2", beta2) ?? positive("epsilon", epsilon)
        }
    }
}
