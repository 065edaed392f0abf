internal import Diagnostics
internal import Networks

extension SpecKeys {
    /// The keys of the optimizer: names, ranges and defaults are those that the rules have.
    static let optimizer: [SpecKey] =
        [
            SpecKey(
                "optimizer", [.choice(words: [])], .required,
                example: "{ rmsProp: { learningRate: 1.0e-4 } }", "The rule that turns gradients into steps.")
        ] + Optimizer.Rule.standard.flatMap { rows($0, name: $0.name) }
        + (Optimizer.Rule.named(Optimizer.adamW).map { rows($0, name: Optimizer.adamW) } ?? [])

    private static func rows(_ rule: Optimizer.Rule, name: String) -> [SpecKey] {
        let path = "optimizer.\(name)"
        let libraries = Library.having(name)
        let rates = [
            SpecKey(path, [.mapping()], .alternative, example: "{ learningRate: 0.01 }", sentences[name] ?? ""),
            SpecKey(
                "\(path).learningRate", [.number(NumberRange(from: 0))],
                libraries.isEmpty ? .required : .phrase("required, but where `like` names a library that has one"),
                example: "0.01", "η, the learning rate, until a schedule changes it."),
        ]
        return rates + like(libraries, rule: name, path: path)
            + decay(of: rule, name: name, path: "\(path).weightDecay")
            + rule.parameters.map { row($0, of: rule, path: "\(path).\($0.name)") }
    }

    /// Whose values hold for what the spec does not name.
    private static func like(_ libraries: [Library], rule: String, path: String) -> [SpecKey] {
        guard let first = libraries.first else { return [] }
        let names = libraries.map(\.name).joined(separator: ", ")
        let like = SpecKey(
            "\(path).like", [.text], .phrase("no library"), example: first.name,
            "The library whose values hold for what is not named, perhaps with its version, as in keras@3.15: \(names)."
        )
        guard let dialect = sentences["\(rule).dialect"] else { return [like] }
        return [
            like,
            SpecKey(
                "\(path).dialect", [.word(Optimizer.Dialect.allCases.map(\.rawValue))], .value("torch"),
                example: "keras", dialect),
        ]
    }

    private static func decay(of rule: Optimizer.Rule, name: String, path: String) -> [SpecKey] {
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
        let standard =
            name == Optimizer.adamW
            ? Optimizer.DecayForm.decoupled : Optimizer(rule, learningRate: 1, weightDecay: 1).decayForm
        let row = SpecKey(
            path, [.number(NumberRange(from: 0)), .choice(words: [])], .value("0"), example: "1.0e-4",
            "λ, the weight decay: \(standard.rawValue) here, unless its form is named or the library has another.")
        return [row]
            + forms.map { form in
                SpecKey(
                    "\(path).\(form.rawValue)", [.number(NumberRange(from: 0))], .alternative, example: "1.0e-4",
                    decays[form] ?? "")
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
            return SpecKey(
                path, [.number(range)], standard, example: value == 0 ? "0.5" : Node(value).text ?? "", summary)
        case .count(let value):
            let upper = range.upper < 0x1p62 ? Int(range.upper) : Int.max
            return SpecKey(
                path, [.whole(Int(range.lower)...upper)], .value("\(value)"), example: "\(value + 1)",
                unit: parameter.unit, summary)
        case .flag(let value):
            return SpecKey(
                path, [.flag], .value("\(value)"), example: "\(!value)", in: parents[parameter.name], summary)
        case .word(let value):
            return SpecKey(
                path, [.word(parameter.words)], .value(value), example: parameter.words.last ?? value, summary)
        }
    }

    private static let decays: [Optimizer.DecayForm: String] = [
        .coupled: "λ: λ w is added to the gradient.", .decoupled: "λ: w shrinks by η λ w before the step.",
        .independent: "λ: w shrinks by λ w before the step, whatever η is.",
    ]

    /// The mapping in which a flag makes a difference.
    private static let parents = [
        "learningRateInMomentum": "{ learningRate: 0.01, momentum: 0.5 }",
        "dampensFirst": "{ learningRate: 0.01, dampening: 0.5 }",
    ]

    /// Defaults that follow another key.
    private static let exceptions: [String: String] = [
        "muon.vectorRate": "learningRate / 50"
    ]

    /// What the rules and their parameters do; a test asks for one for each.
    private static let sentences: [String: String] = [
        "sgd": "w ← w − η g.",
        "momentum": "v ← μ v + g; w ← w − η v.",
        "nesterov": "v ← μ v + g; w ← w − η (g + μ v).",
        "rmsProp": "v ← α v + (1 − α) g²; w ← w − η g / (√v + ε), or √(v + ε) with ε inside the root.",
        "adam": "Moments of g and g², corrected for their start at 0; w ← w − η m / (√v + ε) (Kingma and Ba, 2015).",
        "adamW": "Adam with a decoupled weight decay (Loshchilov and Hutter, 2019).",
        "adagrad": "v ← v + g²; w ← w − η g / (√v + ε) (Duchi, Hazan and Singer, 2011).",
        "adadelta": "v and u average g² and d²; d = √(u + ε) / √(v + ε) · g; w ← w − η d (Zeiler, 2012).",
        "nadam": "Adam whose first moment looks ahead (Dozat, 2016).",
        "lion": "w ← w − η sign(β₁ m + (1 − β₁) g); m ← β₂ m + (1 − β₂) g (Chen and others, 2023).",
        "muon": "Orthogonalised momentum for weights, Adam for biases (K. Jordan and others, 2024).",
        "shampoo": "Gradients between the inverse fourth roots of their second moments (Gupta, Koren, Singer, 2018).",
        "slopeNewton": "The exact Newton step of the last layer after a scalar code; η is its share of the error.",
        "sobolev": "The gradient of the last layer after a scalar code in hat coordinates.",
        "naturalGradient": "The last layer's gradient, preconditioned by its inputs' Gram matrix.",
        "momentum.momentum": "μ, the share of the velocity that each update keeps.",
        "nesterov.momentum": "μ, the share of the velocity that each update keeps.",
        "muon.momentum": "μ, the share of the momentum that each update keeps.",
        "vectorRate": "The learning rate of biases.",
        "rmsProp.dialect": "Short for the values of PyTorch (ε outside the root) or Keras (inside), but for the rate.",
        "momentum.dialect": "Short for the velocity of PyTorch (without the rate) or Keras (the rate inside).",
        "nesterov.dialect": "Short for the velocity of PyTorch (without the rate) or Keras (the rate inside).",
        "rmsProp.momentum": "μ, the share of the last steps that each update keeps; 0 for none.",
        "adagrad.momentum": "μ, the share of the last steps that each update keeps; 0 for none.",
        "dampening": "τ, the share of a step that the momentum leaves out.",
        "dampensFirst": "Whether the dampening also acts in the first update.",
        "lookaheads": "How often the step looks ahead of the velocity: once in Nesterov's form.",
        "learningRateInMomentum": "Whether what the momentum keeps holds the rate of earlier updates.",
        "epsilonInsideRoot": "Whether ε is added before the root is taken: √(v + ε) instead of √v + ε.",
        "initialAccumulator": "v before the first update.",
        "centred": "Whether g is compared with its mean: v − m² instead of v, m being the mean of g.",
        "biasCorrection": "Whether the moments are corrected for their start at 0.",
        "rmsProp.nesterov": "Whether the step looks ahead of the momentum.",
        "adagrad.nesterov": "Whether the step looks ahead of the momentum.",
        "rateDecay": "How fast the rate falls: η / (1 + (t − 1) · rateDecay) in update t.",
        "epsilonInRoot": "A second ε, inside the root.",
        "epsilonBeforeCorrection": "Whether ε is added to the root of v before that is corrected.",
        "momentumWarmUp": "The share of β₁ that the momentum lacks at first.",
        "correctsAhead": "Whether m is divided by 1 − Πₜ₊₁, Πₜ = μ₁ ⋯ μₜ; otherwise by 1 − Πₜ, as the gradient is.",
        "muon.epsilon": "ε beside the norm by which the direction is divided.",
        "vectorRule": "How biases step: by Adam, or by vectorRate (1 − μ) (g + μ m) with the momentum m.",
        "stepScale": "What the step is multiplied by: √max(1, outputs/inputs), 0.2 √max(outputs, inputs), or 1.",
        "momentumDecay": "ψ: the lack is 0.96^(t ψ) of the warm-up in update t.",
        "decay": "α, the share of the mean square that each update keeps.",
        "epsilon": "ε, which keeps the divisor from 0.",
        "beta1": "β₁, the share of the first moment that each update keeps.",
        "beta2": "β₂, the share of the second moment that each update keeps.",
        "refresh": "The number of updates between two computations of the roots.",
        "trust": "The share of its norm by which a tensor below the last layer may move in an update.",
        "damping": "The share of the mean diagonal that is added to the Gram matrix.",
    ]
}
