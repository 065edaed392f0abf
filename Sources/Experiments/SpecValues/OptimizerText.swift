internal import Diagnostics
public import Networks

/// An optimizer in words: what a spec says of it, and its formulas.
public struct OptimizerText: Sendable {
    private let optimizer: Optimizer
    private let isAtAnyRate: Bool

    /// Describes an optimizer.
    ///
    /// - Parameters:
    ///   - optimizer: the optimizer.
    ///   - isAtAnyRate: whether its learning rate stands for any: what is a multiple of the rate is then said as one.
    public init(_ optimizer: Optimizer, isAtAnyRate: Bool = false) {
        (self.optimizer, self.isAtAnyRate) = (optimizer, isAtAnyRate)
    }

    /// What stands between the braces of `optimizer: { … }`, in keys that name no library; nil for a rule of one's own,
    /// which no spec can hold.
    public var neutral: String? { neutral(hasRate: true) }

    /// The same, perhaps without the learning rate.
    public func neutral(hasRate: Bool) -> String? {
        if case .custom = optimizer.rule { return nil }
        let line = optimizer.node(hasRate: hasRate, without: isAtAnyRate ? ["vectorRate"] : []).yamlLine
        guard line.hasPrefix("{"), line.hasSuffix("}") else { return line }
        return line.dropFirst().dropLast().trimmingPrefix { $0 == " " }.trimmingSuffix
    }

    /// The formulas of an update, in the order in which they are computed. g is the gradient and η the rate.
    public var formulas: [String] { decay + step }

    /// The numbers in the formulas: "α = 0.9, ε = 1e-07, η = 0.001".
    public var values: String {
        var pairs = optimizer.rule.parameters.compactMap { parameter -> (String, String)? in
            guard case .number(let value) = parameter.value, parameter.isWritten else { return nil }
            return (symbol(parameter.name), NumberText.exact(value))
        }
        pairs.append(("η", NumberText.exact(optimizer.learningRate)))
        if optimizer.weightDecay != 0 { pairs.append(("λ", NumberText.exact(optimizer.weightDecay))) }
        return pairs.map { "\($0) = \($1)" }.joined(separator: ", ")
    }

    private func symbol(_ parameter: String) -> String {
        switch parameter {
        case "decay": optimizer.name == "adadelta" ? "ρ" : "α"
        case "momentum": "μ"
        case "dampening": "τ"
        case "epsilon": "ε"
        case "epsilonInRoot": "ε′"
        case "beta1": "β₁"
        case "beta2": "β₂"
        case "momentumDecay": "ψ"
        default: parameter
        }
    }

    private var decay: [String] {
        guard optimizer.weightDecay != 0 else { return [] }
        switch optimizer.rule {
        case .muon, .muonForm:
            if optimizer.decayForm == .decoupled { return ["W ← W − η λ W", "b ← b − vectorRate λ b for a bias b"] }
        default: break
        }
        switch optimizer.decayForm {
        case .coupled: return ["g ← g + λ w"]
        case .decoupled: return ["w ← w − η λ w"]
        case .independent: return ["w ← w − λ w"]
        }
    }

    private var step: [String] {
        switch optimizer.rule {
        case .sgd: ["w ← w − η g"]
        case .momentum(_, let isInside): Self.formulas(MomentumForm(isRateInside: isInside))
        case .nesterov(_, let isInside): Self.formulas(MomentumForm(lookaheads: 1, isRateInside: isInside))
        case .momentumForm(let form): Self.formulas(form)
        case .rmsProp(_, _, let isInside):
            ["v ← α v + (1 − α) g²", isInside ? "w ← w − η g / √(v + ε)" : "w ← w − η g / (√v + ε)"]
        case .rmsPropForm(let form): Self.formulas(form)
        case .adam: Self.formulas(AdamForm())
        case .adamForm(let form): Self.formulas(form)
        case .adadelta:
            ["v ← ρ v + (1 − ρ) g²", "d = √(u + ε) / √(v + ε) · g", "u ← ρ u + (1 − ρ) d²", "w ← w − η d"]
        case .lion: ["w ← w − η sign(β₁ m + (1 − β₁) g)", "m ← β₂ m + (1 − β₂) g"]
        case .muon(let momentum, let rate): formulas(MuonForm(momentum: momentum, vectorRate: rate))
        case .muonForm(let form): formulas(form)
        case .shampoo: ["L ← L + G Gᵀ", "R ← R + Gᵀ G", "W ← W − η (L + ε)^(−¼) G (R + ε)^(−¼)"]
        case .slopeNewton: ["Newton's step of the last layer"]
        case .sobolev: ["W ← W − η B Bᵀ G, for the last layer in hat coordinates"]
        case .naturalGradient: ["W ← W − η (AᵀA + d)⁻¹ G, for the last layer"]
        case .custom(let custom): ["the rule \(custom.rule.name)"]
        }
    }

    private static func formulas(_ form: MomentumForm) -> [String] {
        let a = form.isRateInside ? "η g" : "g"
        let share = form.dampening == 0 ? a : "(1 − τ) \(a)"
        let first = form.dampening != 0 && !form.dampensFirst ? ["v ← \(a) in the first update"] : []
        let step =
            switch form.lookaheads {
            case 0: "v"
            case 1: "(μ v + \(a))"
            case 2: "(μ² v + (1 + μ) \(a))"
            default: "d, d = v and \(form.lookaheads) times d ← μ d + \(a)"
            }
        return first + ["v ← μ v + \(share)", "w ← w − \(form.isRateInside ? "" : "η ")\(step)"]
    }

    private func formulas(_ form: MuonForm) -> [String] {
        let scale =
            switch form.scale {
            case .outputsOverInputs: "√max(1, outputs/inputs) "
            case .largerSide: "0.2 √max(outputs, inputs) "
            case .none: ""
            }
        let share = form.vectorRate / optimizer.learningRate
        let vectorRate = isAtAnyRate ? " = \(share == 1 ? "" : NumberText.exact(share) + " ")η" : ""
        return [
            "M ← μ M + G", form.isCorrected ? "X = G / (1 − μᵗ) + μ M / (1 − μᵗ⁺¹)" : "X = G + μ M",
            "W ← W − η \(scale)O(X / \(form.epsilon == 0 ? "max(|X|, 1e-7/(1 − μ))" : "(|X| + ε)")), O(X) near the orthogonal factor of X",
            "O: five steps X ← a X + (b X Xᵀ + c (X Xᵀ)²) X with a, b, c = 3.4445, −4.7750, 2.0315",
            "M = 0 at first",
            form.vectorRule == .adam
                ? "vectors: Adam at vectorRate\(vectorRate) with β₁ = 0.9, β₂ = 0.999, ε = 1e-8"
                : "vectors: m ← μ m + g; b ← b − vectorRate (1 − μ) (g + μ m)\(vectorRate.isEmpty ? "" : ", vectorRate\(vectorRate)")",
        ]
    }

    private static func formulas(_ form: RMSPropForm) -> [String] {
        var lines = [form.isSum ? "v ← v + g²" : "v ← α v + (1 − α) g²"]
        if form.initialAccumulator != 0 { lines.insert("v is initialAccumulator at first", at: 0) }
        if form.isCentred { lines.append("m ← α m + (1 − α) g") }
        var square = form.isCentred ? "v − m²" : "v"
        if form.isCorrected {
            lines.append("v̂ = v / (1 − αᵗ)" + (form.isCentred ? ", m̂ = m / (1 − αᵗ)" : ""))
            square = form.isCentred ? "v̂ − m̂²" : "v̂"
        }
        let bracketed = square.count == 1 || square == "v̂" ? square : "(\(square))"
        let root = form.isInsideRoot ? "√(\(square) + ε)" : form.epsilon == 0 ? "√\(bracketed)" : "(√\(bracketed) + ε)"
        let rate = form.rateDecay == 0 ? "η" : "η / (1 + (t − 1) rateDecay)"
        guard form.momentum != 0 else { return lines + ["w ← w − \(rate) g / \(root)"] }
        let a = "\(form.isRateInside ? "η " : "")g / \(root)"
        let share = form.dampening == 0 ? a : "(1 − τ) \(a)"
        let step = form.isNesterov ? "(μ b + \(a))" : "b"
        return lines + ["b ← μ b + \(share)", "w ← w − \(form.isRateInside ? "" : "\(rate) ")\(step)"]
    }

    private static func formulas(_ form: AdamForm) -> [String] {
        let moments = ["m ← β₁ m + (1 − β₁) g", "v ← β₂ v + (1 − β₂) g²"]
        let inner = form.epsilonInRoot == 0 ? "" : " + ε′"
        func root(_ v: String) -> String { inner.isEmpty ? "(√\(v) + ε)" : "(√(\(v)\(inner)) + ε)" }
        if form.isNesterov {
            let mean =
                form.momentumWarmUp == 0
                ? ["μₜ = β₁, Πₜ = β₁ᵗ"]
                : ["μₜ = β₁ (1 − momentumWarmUp · 0.96^(t ψ)), Πₜ = μ₁ ⋯ μₜ"]
            let ahead = form.correctsAhead ? "Πₜ₊₁" : "Πₜ"
            return moments + mean + [
                "v̂ = v / (1 − β₂ᵗ)", "w ← w − η ((1 − μₜ) / (1 − Πₜ) g + μₜ₊₁ / (1 − \(ahead)) m) / \(root("v̂"))",
            ]
        }
        if !form.isCorrected { return moments + ["w ← w − η m / \(root("v"))"] }
        if form.isEpsilonFirst { return moments + ["w ← w − η √(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / \(root("v"))"] }
        return moments + ["m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ)", "w ← w − η m̂ / \(root("v̂"))"]
    }
}

extension Substring {
    fileprivate var trimmingSuffix: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
