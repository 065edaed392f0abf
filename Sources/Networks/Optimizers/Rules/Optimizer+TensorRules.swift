extension Optimizer {
    /// The name of the rule that specs use.
    public var name: String {
        switch rule {
        case .sgd: "sgd"
        case .momentum: "momentum"
        case .nesterov: "nesterov"
        case .rmsProp: "rmsProp"
        case .adam: "adam"
        case .muon: "muon"
        case .shampoo: "shampoo"
        case .slopeNewton: "slopeNewton"
        case .sobolev: "sobolev"
        case .naturalGradient: "naturalGradient"
        }
    }

    /// Muon; by default the momentum of its authors, and Adam at a fiftieth of the rate for vectors.
    public static func muon(
        learningRate: Double, momentum: Double = 0.95, vectorRate: Double? = nil, weightDecay: Double = 0
    ) -> Optimizer {
        Optimizer(
            .muon(momentum: momentum, vectorRate: vectorRate ?? learningRate / 50), learningRate: learningRate,
            weightDecay: weightDecay)
    }

    /// Shampoo; by default its roots are computed anew every 10 updates.
    public static func shampoo(
        learningRate: Double, epsilon: Double = 1e-6, refresh: Int = 10, weightDecay: Double = 0
    ) -> Optimizer {
        Optimizer(.shampoo(epsilon: epsilon, refresh: refresh), learningRate: learningRate, weightDecay: weightDecay)
    }

    /// Newton's step for the last layer behind a scalar code; by default whole, tensors below moving by at most 1e-5 of their norm.
    public static func slopeNewton(learningRate: Double = 1, trust: Double = 1e-5) -> Optimizer {
        Optimizer(.slopeNewton(trust: trust), learningRate: learningRate)
    }

    /// The gradient in hat coordinates for the last layer behind a scalar code.
    public static func sobolev(learningRate: Double = 1, trust: Double = 1e-5) -> Optimizer {
        Optimizer(.sobolev(trust: trust), learningRate: learningRate)
    }

    /// The natural gradient of the last layer.
    public static func naturalGradient(
        learningRate: Double = 1, damping: Double = 1e-12, trust: Double = 1e-5
    ) -> Optimizer {
        Optimizer(.naturalGradient(damping: damping, trust: trust), learningRate: learningRate)
    }
}
