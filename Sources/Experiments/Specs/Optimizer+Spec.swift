internal import Networks
internal import Yams

// An optimizer in a spec: { rmsProp: { dialect: torch, learningRate: 1.0e-4 } }. Names
// and parameters are the rules' own. A weight decay may name its form: weightDecay: { decoupled: 0.1 }.

extension Optimizer {
    init(_ node: SpecNode) throws(SpecError) {
        try node.refuseCustom("rule")
        let (name, value) = try node.choice()
        guard let value, let standard = Rule.standard.first(where: { $0.name == name }) else {
            throw node.error("expected { \(name): { learningRate: … } }")
        }
        let entries = try value.mapping()
        let rate = try entries.required("learningRate", in: value).number()
        let decay = try entries["weightDecay"]?.number(as: DecayForm.self)
        var values: [String: RuleParameter.Value] = [:]
        for parameter in standard.parameters {
            if let entry = entries[parameter.name] { values[parameter.name] = try parameter.value(entry) }
        }
        self.init(
            standard.with(values, learningRate: rate), learningRate: rate, weightDecay: decay?.value ?? 0,
            decayForm: decay?.form)
        if let (parameter, problem) = objection { throw value.error(at: parameter, problem) }
    }

    var node: Node {
        var pairs = rule.parameters.map { ($0.name, $0.value.node) }
        if case .custom(let custom) = rule { pairs.append(("name", Node(quoted: custom.rule.name))) }
        pairs.append(("learningRate", Node(learningRate)))
        if weightDecay != 0 || decayForm != rule.standardDecayForm {
            pairs.append(("weightDecay", .flow([(decayForm.rawValue, Node(weightDecay))])))
        }
        if case .custom = rule { return .flow([(SpecNode.customKey, .flow(pairs))]) }
        return .flow([(name, .flow(pairs))])
    }
}

extension RuleParameter {
    /// The value in a spec, of the same kind as this parameter's.
    fileprivate func value(_ node: SpecNode) throws(SpecError) -> Value {
        switch value {
        case .number: return .number(try node.number())
        case .count: return .count(try node.integer())
        case .word: return .word(try node.word())
        }
    }
}

extension RuleParameter.Value {
    fileprivate var node: Node {
        switch self {
        case .number(let value): Node(value)
        case .count(let value): Node(value)
        case .word(let value): Node(value)
        }
    }
}
