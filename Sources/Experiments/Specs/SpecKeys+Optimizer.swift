internal import Diagnostics
internal import Networks

extension SpecKeys {
    /// The keys of the optimizer: names, ranges and defaults are those that the rules have.
    static let optimizer: [SpecKey] =
        [
            SpecKey(
                "optimizer", [.choice(words: [])], .required,
                example: "{ rmsProp: { learningRate: 1.0e-4 } }", "The rule that turns gradients into steps.")
        ] + Optimizer.Rule.standard.flatMap(rows)

    private static func rows(_ rule: Optimizer.Rule) -> [SpecKey] {
        let path = "optimizer.\(rule.name)"
        let rates = [
            SpecKey(
                path, [.mapping()], .alternative, example: "{ learningRate: 0.01 }", sentences[rule.name] ?? ""),
            SpecKey(
                "\(path).learningRate", [.number(NumberRange(from: 0))], .required, example: "0.01",
                "η, the learning rate, until a schedule changes it."),
        ]
        return rates + decay(of: rule, path: "\(path).weightDecay")
            + rule.parameters.map { row($0, of: rule, path: "\(path).\($0.name)") }
    }

    private static func decay(of rule: Optimizer.Rule, path: String) -> [SpecKey] {
        let forms = Optimizer.DecayForm.allCases.filter { form in
            Optimizer(rule, learningRate: 1, weightDecay: 1, decayForm: form).objection == nil
        }
        guard !forms.isEmpty else {
            return [
                SpecKey(
                    path, [.number(NumberRange(from: 0, through: 0))], .value("0"), example: "0",
                    "A rule that solves for the last layer takes no weight decay.")
            ]
        }
        let standard = Optimizer(rule, learningRate: 1, weightDecay: 1).decayForm.rawValue
        let row = SpecKey(
            path, [.number(NumberRange(from: 0)), .choice(words: [])], .value("0"), example: "1.0e-4",
            "λ, the weight decay: \(standard) here, unless its form is named or the dialect has another.")
        return [row]
            + forms.map { form in
                SpecKey(
                    "\(path).\(form.rawValue)", [.number(NumberRange(from: 0))], .alternative, example: "1.0e-4",
                    form == .coupled
                        ? "λ: λ w is added to the gradient." : "λ: w shrinks by η λ w before the step.")
            }
    }

    private static func row(_ parameter: RuleParameter, of rule: Optimizer.Rule, path: String) -> SpecKey {
        let range = parameter.range ?? .finite
        let summary = sentences["\(rule.name).\(parameter.name)"] ?? sentences[parameter.name] ?? ""
        switch parameter.value {
        case .number(let value):
            let standard: SpecKey.Standard =
                exceptions["\(rule.name).\(parameter.name)"].map { .phrase($0) }
                ?? .value(Node(value).text ?? "")
            return SpecKey(path, [.number(range)], standard, example: Node(value).text ?? "", summary)
        case .count(let value):
            return SpecKey(
                path, [.whole(Int(range.lower)...Int.max)], .value("\(value)"), example: "\(value + 1)",
                unit: "updates", summary)
        case .word(let value):
            return SpecKey(
                path, [.word(parameter.words)], .value(value), example: parameter.words.last ?? value, summary)
        }
    }

    /// Defaults that follow another key.
    private static let exceptions: [String: String] = [
        "rmsProp.decay": "0.99 for torch, 0.9 for keras", "rmsProp.epsilon": "1e-8 for torch, 1e-7 for keras",
        "muon.vectorRate": "learningRate / 50",
    ]

    /// What the rules and their parameters do; a test asks for one for each.
    private static let sentences: [String: String] = [
        "sgd": "w ← w − η g.",
        "momentum": "v ← μ v + g; w ← w − η v.",
        "nesterov": "v ← μ v + g; w ← w − η (g + μ v).",
        "rmsProp": "v ← α v + (1 − α) g²; w ← w − η g / (√v + ε), ε inside the root for keras.",
        "adam": "Moments of g and g², corrected for their start at 0; w ← w − η m / (√v + ε) (Kingma and Ba, 2015).",
        "muon": "Orthogonalised momentum for weights, Adam for biases (K. Jordan and others, 2024).",
        "shampoo": "Gradients between the inverse fourth roots of their second moments (Gupta, Koren, Singer, 2018).",
        "slopeNewton": "The exact Newton step of the last layer after a scalar code; η is its share of the error.",
        "sobolev": "The gradient of the last layer after a scalar code in hat coordinates.",
        "naturalGradient": "The last layer's gradient, preconditioned by its inputs' Gram matrix.",
        "momentum.momentum": "μ, the share of the velocity that each update keeps.",
        "nesterov.momentum": "μ, the share of the velocity that each update keeps.",
        "muon.momentum": "μ, the share of the momentum that each update keeps.",
        "vectorRate": "The learning rate of biases, by Adam.",
        "rmsProp.dialect": "Whose conventions it follows: PyTorch's (ε outside the root) or Keras's (inside).",
        "dialect": "Whose velocity it has: PyTorch's (without the rate) or Keras's (the rate inside).",
        "decay": "α, the share of the mean square that each update keeps.",
        "epsilon": "ε, which keeps the divisor from 0.",
        "beta1": "β₁, the share of the first moment that each update keeps.",
        "beta2": "β₂, the share of the second moment that each update keeps.",
        "refresh": "The number of updates between two computations of the roots.",
        "trust": "The share of its norm by which a tensor below the last layer may move in an update.",
        "damping": "The share of the mean diagonal that is added to the Gram matrix.",
    ]
}
