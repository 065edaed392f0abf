internal import Diagnostics
internal import Networks

extension SpecKeys {
    /// The keys that name a library's function, below a path.
    ///
    /// - Parameters:
    ///   - table: the functions.
    ///   - name: the name in the table.
    ///   - path: the key around them.
    ///   - standard: what holds without a library.
    ///   - more: what else the mapping needs in an example: ", epochs: 50".
    /// - Returns: the rows of `like` and `call`; none where no library has the name.
    static func like<Value>(
        _ table: [LibraryCall<Value>], _ name: String, path: String, _ standard: SpecKey.Standard, more: String = ""
    ) -> [SpecKey] {
        let rows = LibraryCalls.all(table, named: name)
        let libraries = LibraryCalls.libraries(table, having: name)
        guard let last = libraries.last, let call = rows.last(where: { $0.library == last.name }) else { return [] }
        let names = libraries.map(\.name).joined(separator: ", ")
        return [
            SpecKey(
                "\(path).like", [.text], standard, example: last.name, in: "{ like: \(last.name)\(more) }",
                "The library whose values hold for what is not named, perhaps with its backend and its version, as in "
                    + "keras-jax@3.15: \(names)."),
            SpecKey(
                "\(path).call", [.text], .phrase("the library's first for this name"), example: quoted(call.call),
                in: "{ like: \(last.name)\(more) }",
                "Which function of the library: `heaviside dialects` lists them."),
        ]
    }

    /// A text as YAML has it.
    private static func quoted(_ text: String) -> String { Node(quoted: text).yamlLine }

    /// The keys of binary cross-entropies that bound their logarithms.
    static let binaryCrossEntropy: [SpecKey] = {
        let path = "loss.binaryCrossEntropy"
        let probabilities = "{ of: probabilities }"
        func bound(_ name: String, _ form: SpecForm, _ example: String, _ summary: String) -> SpecKey {
            SpecKey(
                "\(path).\(name)", [form], .phrase("none, or what the library has"), example: example,
                in: probabilities, summary)
        }
        return [
            SpecKey(
                path, [.mapping()], .alternative, example: "{ like: torch }",
                "A cross-entropy as a library computes it, for a sigmoid output; the word alone is that of the logits.")
        ] + like(LibraryCalls.losses, "binaryCrossEntropy", path: path, .phrase("no library")) + [
            SpecKey(
                "\(path).of", [.word(BinaryCrossEntropyForm.Argument.allCases.map(\.rawValue))],
                .phrase("logits, or what the library has"), example: "probabilities",
                "What it is a function of: of logits nothing bounds it; of probabilities it may stop to learn."),
            SpecKey(
                "\(path).reduction", [.word(Loss.Reduction.allCases.map(\.rawValue))],
                .phrase("meanOverElements, or what the library has"), example: "sum",
                "What the sum over samples and outputs is divided by."),
            bound(
                "leastProbability", .number(NumberRange(from: 0, below: 0.5)), "1.0e-7",
                "ε: probabilities are cut to [ε, 1 − ε], outside of which the derivative is 0."),
            bound(
                "addedToProbability", .number(NumberRange(from: 0)), "1.0e-7",
                "What is added to the argument of each logarithm."),
            bound(
                "leastLogarithm", .number(NumberRange(from: -1e12, through: 0)), "-100.0",
                "The least value of a logarithm."),
            bound(
                "leastVariance", .number(NumberRange(from: 0)), "1.0e-12",
                "The least p (1 − p) that p − y is divided by in the derivative."),
        ]
    }()

    /// The keys of activations that have some.
    static let activationForms: [SpecKey] = ActivationForm.Kind.allCases.flatMap { kind -> [SpecKey] in
        let path = "network.*.activation.\(kind.rawValue)"
        let library = LibraryCalls.libraries(LibraryCalls.activations, having: kind.rawValue).last?.name ?? ""
        let isSlope = kind == .leakyReLU
        let row = SpecKey(
            path, (isSlope ? [.number(NumberRange(from: 0))] : []) + [.mapping()],
            isSlope ? .value("0.01") : .alternative, example: isSlope ? "0.1" : "{ like: \(library) }",
            isSlope
                ? "The slope below 0, or the keys below; without a number, the default."
                : "\(kind.words), as a library has it, or with the numbers below.")
        let parameters = kind.parameters.map { parameter in
            let standard = parameter.standard.map { SpecKey.Standard.value(Node($0).text ?? "") }
            return SpecKey(
                "\(path).\(parameter.name)", [.number(parameter.range)],
                standard ?? .phrase(kind == .softplus ? "none" : "the derivative from the left"),
                example: parameter.standard == 0.25 ? "0.5" : kind == .softplus ? "20.0" : "0.25",
                in: "{}", parameter.summary)
        }
        return [row] + like(LibraryCalls.activations, kind.rawValue, path: path, .phrase("no library")) + parameters
    }

    /// The keys of starts by the variance of the weights.
    static let varianceScaling: [SpecKey] = {
        let path = "initialization.varianceScaling"
        return like(LibraryCalls.starts, LibraryCalls.startName, path: "initialization", .alternative) + [
            SpecKey(
                path, [.mapping()], .alternative, example: "{ scale: 2.0, distribution: normal }",
                "Weights of variance scale / fan."),
            SpecKey(
                "\(path).scale", [.number(VarianceScaling.scales)], .value("1"), example: "2.0",
                "The numerator of the variance."),
            SpecKey(
                "\(path).fan", [.word(VarianceScaling.Fan.allCases.map(\.rawValue))], .value("inputs"),
                example: "average", "Its denominator: the inputs of a unit, the outputs of the layer, or their mean."),
            SpecKey(
                "\(path).distribution", [.word(VarianceScaling.Distribution.allCases.map(\.rawValue))],
                .value("truncatedNormal"), example: "uniform",
                "Uniform, normal, or normal within two deviations."),
            SpecKey(
                "\(path).keepsVariance", [.flag], .value("true"), example: "false",
                "Whether a truncated distribution is made wider, so that it has the variance after the cut."),
            SpecKey(
                "\(path).biases", [.word(VarianceScaling.Biases.allCases.map(\.rawValue))], .value("zeros"),
                example: "drawn", "Whether biases are 0, or drawn as the weights are."),
        ]
    }()
}

extension ActivationForm.Kind {
    /// The formula in words, at the beginning of a sentence.
    fileprivate var words: String {
        switch self {
        case .relu: "max(0, u)"
        case .leakyReLU: "u, and on the left a slope times u"
        case .relu6: "max(0, u) up to 6"
        case .hardTanh: "u cut at −1 and 1"
        case .hardSigmoid: "slope · u + ½ cut at 0 and 1"
        case .softplus: "log(1 + exp(u))"
        case .elu: "u, and on the left α (exp(u) − 1)"
        case .celu: "u, and on the left α (exp(u / α) − 1)"
        case .silu: "u σ(u)"
        case .gelu: "u Φ(u), Φ the normal distribution"
        case .geluTanh: "The approximation of u Φ(u) by a hyperbolic tangent"
        }
    }
}
