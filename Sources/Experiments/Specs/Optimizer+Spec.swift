internal import Networks
internal import Yams

// An optimizer in a spec: { rmsProp: { dialect: torch, learningRate: 1.0e-4 } }.

extension Optimizer {
    /// The keys that each rule has besides learningRate and weightDecay.
    private static let ownKeys = [
        "sgd": [], "momentum": ["momentum"], "nesterov": ["momentum"], "rmsProp": ["dialect", "decay", "epsilon"],
        "adam": ["beta1", "beta2", "epsilon"], "muon": ["momentum", "vectorRate"], "shampoo": ["epsilon", "refresh"],
        "slopeNewton": ["trust"], "sobolev": ["trust"], "naturalGradient": ["damping", "trust"],
    ]

    private static let names = [
        "sgd", "momentum", "nesterov", "rmsProp", "adam", "muon", "shampoo", "slopeNewton", "sobolev",
        "naturalGradient",
    ]

    init(_ node: SpecNode) throws(SpecError) {
        let (name, value) = try node.choice(Self.names)
        guard let value else { throw node.error("expected { \(name): { learningRate: … } }") }
        let entries = try value.mapping(["learningRate", "weightDecay"] + (Self.ownKeys[name] ?? []))
        guard let rateEntry = entries["learningRate"] else { throw value.error("learningRate is missing") }
        let rate = try rateEntry.number()
        let decay = try entries["weightDecay"]?.number() ?? 0
        func number(_ key: String, _ standard: Double) throws(SpecError) -> Double {
            try entries[key]?.number() ?? standard
        }
        switch name {
        case "sgd": self = .sgd(learningRate: rate)
        case "momentum": self = .momentum(try number("momentum", 0.9), learningRate: rate)
        case "nesterov": self = .nesterov(try number("momentum", 0.9), learningRate: rate)
        case "rmsProp":
            self = .rmsProp(
                learningRate: rate, dialect: try entries["dialect"]?.word(Dialect.self) ?? .torch,
                decay: try entries["decay"]?.number(), epsilon: try entries["epsilon"]?.number())
        case "adam":
            self = .adam(
                learningRate: rate, beta1: try number("beta1", 0.9), beta2: try number("beta2", 0.999),
                epsilon: try number("epsilon", 1e-8))
        case "muon":
            self = .muon(
                learningRate: rate, momentum: try number("momentum", 0.95),
                vectorRate: try entries["vectorRate"]?.number())
        case "shampoo":
            self = .shampoo(
                learningRate: rate, epsilon: try number("epsilon", 1e-6),
                refresh: try entries["refresh"]?.integer() ?? 10)
        case "slopeNewton": self = .slopeNewton(learningRate: rate, trust: try number("trust", 1e-5))
        case "sobolev": self = .sobolev(learningRate: rate, trust: try number("trust", 1e-5))
        default:
            self = .naturalGradient(
                learningRate: rate, damping: try number("damping", 1e-12), trust: try number("trust", 1e-5))
        }
        weightDecay = decay
    }

    var node: Node {
        var pairs: [(String, Node)]
        switch rule {
        case .sgd: pairs = []
        case .momentum(let momentum), .nesterov(let momentum): pairs = [("momentum", Node(momentum))]
        case .rmsProp(let decay, let epsilon, let inside):
            pairs = [
                ("dialect", Node((inside ? Dialect.keras : .torch).rawValue)), ("decay", Node(decay)),
                ("epsilon", Node(epsilon)),
            ]
        case .adam(let beta1, let beta2, let epsilon):
            pairs = [("beta1", Node(beta1)), ("beta2", Node(beta2)), ("epsilon", Node(epsilon))]
        case .muon(let momentum, let vectorRate):
            pairs = [("momentum", Node(momentum)), ("vectorRate", Node(vectorRate))]
        case .shampoo(let epsilon, let refresh): pairs = [("epsilon", Node(epsilon)), ("refresh", Node(refresh))]
        case .slopeNewton(let trust), .sobolev(let trust): pairs = [("trust", Node(trust))]
        case .naturalGradient(let damping, let trust): pairs = [("damping", Node(damping)), ("trust", Node(trust))]
        }
        pairs.append(("learningRate", Node(learningRate)))
        if weightDecay != 0 { pairs.append(("weightDecay", Node(weightDecay))) }
        return .flow([(name, .flow(pairs))])
    }
}
