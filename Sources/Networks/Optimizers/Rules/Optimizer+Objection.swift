extension Optimizer {
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
        func share(_ name: String, _ value: Double) -> (String, String)? {
            value >= 0 && value <= 1 ? nil : (name, "\(value): expected 0 ≤ \(name) ≤ 1")
        }
        let common = nonNegative("learningRate", learningRate) ?? nonNegative("weightDecay", weightDecay)
        let noDecay =
            weightDecay == 0
            ? nil : ("weightDecay", "\(weightDecay): expected none, for a rule that solves for the last layer")
        switch rule {
        case .sgd:
            return common
        case .momentum(let momentum), .nesterov(let momentum):
            return common ?? fraction("momentum", momentum)
        case .rmsProp(let decay, let epsilon, _):
            return common ?? fraction("decay", decay) ?? positive("epsilon", epsilon)
        case .adam(let beta1, let beta2, let epsilon):
            return common ?? fraction("beta1", beta1) ?? fraction("beta2", beta2) ?? positive("epsilon", epsilon)
        case .muon(let momentum, let vectorRate):
            return common ?? fraction("momentum", momentum) ?? nonNegative("vectorRate", vectorRate)
        case .shampoo(let epsilon, let refresh):
            return common ?? positive("epsilon", epsilon)
                ?? (refresh >= 1 ? nil : ("refresh", "\(refresh): expected at least 1 update"))
        case .slopeNewton(let trust), .sobolev(let trust):
            return common ?? noDecay ?? share("trust", trust)
        case .naturalGradient(let damping, let trust):
            return common ?? noDecay ?? share("damping", damping) ?? share("trust", trust)
        }
    }
}
