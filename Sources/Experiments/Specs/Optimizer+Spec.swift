internal import Networks
internal import Yams

// An optimizer in a spec: { rmsProp: { epsilonInsideRoot: true, learningRate: 1.0e-4 } }. Names and parameters are the
// rules' own. `like: keras` gives the values of a library to those that are not named, `dialect: keras` those but the
// rate. A weight decay may name its form: weightDecay: { decoupled: 0.1 }.

extension Optimizer {
    init(_ node: SpecNode) throws(SpecError) {
        try node.refuseCustom("rule")
        if let word = node.node.entries?.map(\.key).first(where: { ["like", "dialect"].contains($0) }) {
            let rule = word == "like" ? "adam" : "rmsProp"
            throw node.error("\(word) goes inside a rule, as in optimizer: { \(rule): { \(word): keras } }")
        }
        let (name, value) = try node.choice()
        guard let value, let standard = Rule.named(name) else {
            throw node.error("expected { \(name): { learningRate: … } }")
        }
        let entries = try value.mapping()
        let library = try Self.library(entries, rule: name)
        let given = try entries["learningRate"]?.number()
        guard let rate = given ?? library?.learningRate else { throw value.missing("learningRate") }
        let decay = try entries["weightDecay"]?.number(as: DecayForm.self)
        var values = library?.values ?? [:]
        for parameter in standard.parameters {
            if let entry = entries[parameter.name] { values[parameter.name] = try parameter.value(entry) }
        }
        let usual = library?.decayForm ?? (name == Self.adamW ? DecayForm.decoupled : nil)
        let weightDecay = decay?.value ?? library?.weightDecay ?? 0
        self.init(
            standard.with(values, learningRate: rate), learningRate: rate, weightDecay: weightDecay,
            decayForm: decay?.form ?? (weightDecay == 0 ? nil : usual))
        if let (parameter, problem) = objection { throw value.error(at: parameter, problem) }
    }

    /// The name for Adam with a decoupled decay.
    static let adamW = "adamW"

    /// The rule of the library that `like` or `dialect` names; nil where neither is given.
    private static func library(_ entries: SpecNode.Entries, rule: String) throws(SpecError) -> Library.Rule? {
        let (like, dialect) = (entries.known("like"), entries.known("dialect"))
        if let like, dialect != nil { throw like.error("like and dialect: expected one of them") }
        if let like {
            switch Library.lookup(try like.string(), rule: rule) {
            case .found(let found): return found
            case .problem(let problem): throw like.error(problem)
            }
        }
        guard let dialect, let found = Library.all.first(where: { $0.name == dialect.node.text })?.rule(rule) else {
            _ = try dialect?.word(Dialect.self)
            return nil
        }
        _ = try dialect.word(Dialect.self)
        for name in ["epsilonInsideRoot", "learningRateInMomentum"] {
            guard let flag = entries.known(name) else { continue }
            throw flag.error("dialect and \(name): expected one of them")
        }
        return Library.Rule(found.name, found.call, nil, found.values, weightDecay: 0, found.decayForm)
    }

    var node: Node { node(hasRate: true) }

    /// The optimizer in a spec, perhaps without its learning rate and parameters of some names.
    func node(hasRate: Bool, without names: Set<String> = []) -> Node {
        var pairs = rule.parameters.filter { $0.isWritten && !names.contains($0.name) }.map { ($0.name, $0.value.node) }
        if case .custom(let custom) = rule { pairs.append(("name", Node(quoted: custom.rule.name))) }
        if hasRate { pairs.append(("learningRate", Node(learningRate))) }
        if weightDecay != 0 || decayForm != rule.standardDecayForm {
            pairs.append(("weightDecay", .flow([(decayForm.rawValue, Node(weightDecay))])))
        }
        if case .custom = rule { return .flow([(SpecNode.customKey, .flow(pairs))]) }
        return .flow([(name, .flow(pairs))])
    }
}

extension Optimizer.Rule {
    /// The rule with standard parameters that specs call by a name; nil for another name.
    static func named(_ name: String) -> Optimizer.Rule? {
        let own = name == Optimizer.adamW ? "adam" : name
        return standard.first { $0.name == own }
    }
}

extension RuleParameter {
    /// The value in a spec, of the same kind as this parameter's.
    fileprivate func value(_ node: SpecNode) throws(SpecError) -> Value {
        switch value {
        case .number: return .number(try node.number())
        case .count: return .count(try node.integer())
        case .word: return .word(try node.word())
        case .flag: return .flag(try node.boolean())
        }
    }
}

extension RuleParameter.Value {
    var node: Node {
        switch self {
        case .number(let value): Node(value)
        case .count(let value): Node(value)
        case .word(let value): Node(value)
        case .flag(let value): Node(value)
        }
    }
}
