internal import Diagnostics
public import Experiments
internal import Networks

/// What a spec's recipe computes, formula by formula: as an answer for `--json` and in lines.
public struct SpecExplanation: Sendable, Hashable, Encodable {
    /// A part of the recipe.
    public struct Part: Sendable, Hashable, Encodable {
        /// The key of the spec that the part is about.
        public let key: String
        /// What it computes, as sentences and formulas.
        public let sentences: [String]
    }

    /// The name of the spec.
    public let name: String
    /// The parts, in the order in which they act.
    public let parts: [Part]

    /// Explains a spec.
    public init(_ spec: Spec) {
        name = spec.name
        parts = [
            Part(key: "network", sentences: Self.network(spec)),
            Part(key: "initialization", sentences: [Self.start(spec.initialization)]),
            Part(key: "loss", sentences: [Self.loss(spec.training.loss)]),
            Part(key: "batch", sentences: [Self.batch(spec.training.batching)]),
            Part(key: "optimizer", sentences: Self.optimizer(spec.training.optimizer)),
            Part(key: "schedule", sentences: Self.schedule(spec.training)),
        ]
    }

    /// Each part's key, and its sentences below it.
    public var lines: [String] { parts.flatMap { [$0.key] + $0.sentences.map { "  \($0)" } } }

    // MARK: - Parts

    private static func network(_ spec: Spec) -> [String] {
        spec.network.enumerated().map { l, layer in
            let (unit, input) = (subscripted("u", l), l == 0 ? "x" : subscripted("a", l - 1))
            let sum = "\(subscripted("W", l)) \(input)" + (layer.hasBias ? " + \(subscripted("b", l))" : "")
            let kind = layer.isPlain ? "" : ", with tied weights or a skip"
            return
                "Layer \(l): \(unit) = \(sum)\(kind); \(subscripted("a", l)) = \(activation(layer.activation, of: unit))."
        }
    }

    private static func subscripted(_ letter: String, _ index: Int) -> String {
        let digits = Array("₀₁₂₃₄₅₆₇₈₉")
        return letter + String(String(index).compactMap { $0.wholeNumberValue.map { digits[$0] } })
    }

    private static func activation(_ activation: Activation, of u: String) -> String {
        switch activation {
        case .identity: u
        case .relu: "max(0, \(u)), with the derivative 0 at 0"
        case .leakyReLU(let slope):
            "\(u) where it is positive, else \(NumberText.exact(slope)) \(u), with the derivative "
                + "\(NumberText.exact(slope)) at 0"
        case .sigmoid: "1 / (1 + exp(−\(u)))"
        case .tanh: "tanh(\(u))"
        case .softplus: "log(1 + exp(\(u)))"
        case .hardThreshold: "1 where \(u) ≥ 1, else 0, with the derivative 0"
        case .hardTanh: "\(u) cut at −1 and 1, with the derivative 0 at both"
        case .form(let form): FormText(form).sentence(of: u)
        case .custom: "\(activation.name)(\(u))"
        }
    }

    private static func start(_ start: Spec.Start) -> String {
        switch start {
        case .drawn(.uniform(let range)):
            "Weights and biases are drawn from "
                + "[\(NumberText.exact(range.lowerBound)), \(NumberText.exact(range.upperBound)))."
        case .drawn(.glorot(let distribution)):
            "Weights are \(distribution.rawValue), of variance 2 / (inputs + outputs); biases are 0."
        case .drawn(.he(let distribution)):
            "Weights are \(distribution.rawValue), of variance 2 / inputs; biases are 0."
        case .drawn(.fanIn): "Weights and biases are drawn from ±1 / √inputs."
        case .drawn(.varianceScaling(let form)): FormText.start(form)
        case .drawn(.zeros): "Weights and biases are 0."
        case .file: "Weights and biases are those of a file."
        case .lifted: "Weights and biases are those of a file, lifted to every amplitude."
        case .construction: "Weights and biases are constructed by a formula."
        }
    }

    private static func loss(_ loss: Loss) -> String {
        switch loss {
        case .squaredError(let scaling): "L = \(scaled(scaling, "(ŷ − y)²"))."
        case .hingeResidual(let scaling):
            "L = \(scaled(scaling, "r²")), r = u − y where y > 0, else max(0, u), u being the last preactivation."
        case .binaryCrossEntropy:
            "L = Σ (max(u, 0) − u y + log(1 + exp(−|u|))) / (N d), u being the last preactivation: the cross-entropy of "
                + "its sigmoid, which no bound cuts."
        case .binaryCrossEntropyForm(let form): FormText.loss(form)
        case .crossEntropy(let scaling):
            "L = Σ (log Σ exp(u_j) · Σ y_j − Σ y_j u_j)\(scaling == .mean ? " / N" : ""), u being the logits."
        case .custom: "L is \(loss.description)."
        }
    }

    private static func scaled(_ scaling: Loss.Scaling, _ term: String) -> String {
        switch scaling {
        case .sum: "Σ \(term)"
        case .halfSum: "½ Σ \(term)"
        case .mean: "Σ \(term) / (N d), for N samples of d outputs"
        case .halfMean: "½ Σ \(term) / (N d), for N samples of d outputs"
        case .meanOverSamples: "Σ \(term) / N, for N samples"
        case .halfMeanOverSamples: "½ Σ \(term) / N, for N samples"
        }
    }

    private static func batch(_ batching: Batching) -> String {
        switch batching {
        case .full: "An update sees all samples: one update an epoch."
        case .mini(let size, let isShuffled):
            "An update sees \(size) samples, " + (isShuffled ? "in a new order in each epoch." : "in their order.")
        }
    }

    private static func optimizer(_ optimizer: Optimizer) -> [String] {
        let text = OptimizerText(optimizer)
        return ["In update t, g being the gradient of L by a weight w:"] + text.formulas.map { "  \($0)" }
            + ["with \(text.values)."]
    }

    private static func schedule(_ training: Training) -> [String] {
        let rate = NumberText.exact(training.optimizer.learningRate)
        switch training.schedule {
        case .constant: return ["η is \(rate) in every epoch."]
        case .steps(let changes):
            return ["η is \(rate) from epoch 0 on."]
                + changes.map { "η is \(NumberText.exact($0.learningRate)) from epoch \($0.fromEpoch) on." }
        case .curve(let curve):
            return FormText.rates(curve, rate: rate)
        case .dropOnPlateau(let plateau):
            let bound = NumberText.exact(plateau.threshold)
            let improvement = plateau.thresholdForm == .relative ? "best · (1 − \(bound))" : "best − \(bound)"
            let waits = plateau.dialect == .torch ? plateau.patience + 1 : max(1, plateau.patience)
            return [
                "η is \(rate) at first, and is multiplied by \(NumberText.exact(plateau.factor)) after "
                    + "\(waits) \(waits == 1 ? "epoch" : "epochs") without L < \(improvement), "
                    + "down to \(NumberText.exact(plateau.minimumRate))."
            ]
        }
    }
}
