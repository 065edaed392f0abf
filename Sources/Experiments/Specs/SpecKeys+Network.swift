internal import Diagnostics
internal import Networks

extension SpecKeys {
    /// The keys of the layers.
    static let network: [SpecKey] =
        [
            SpecKey(
                "network", [.list(least: 1)], .required,
                example: "[{ dense: 1 }, { dense: 33, activation: relu }, { dense: 33, activation: relu }]",
                "The layers, the one nearest to the input first."),
            SpecKey(
                "network.*", [.mapping()], .alternative, example: "{ dense: 33, activation: relu }",
                "A fully connected layer."),
            SpecKey(
                "network.*.dense", [.whole(1...Network<Float>.maximumWidth)], .required, example: "33", unit: "units",
                "The number of units."),
            SpecKey(
                "network.*.activation", [.choice(words: Activation.names)], .value("identity"), example: "relu",
                "The function applied to each preactivation."),
        ] + slopes + [
            SpecKey("network.*.bias", [.flag], .value("true"), example: "false", "Whether the units have biases."),
            SpecKey(
                "network.*.frozen", [.flag], .value("false"), example: "true",
                "Whether gradients leave weight and bias at their initial values; the projection of codeLinearity and kinkRepair, "
                    + "which are about a layer, still place its parameters."),
            SpecKey(
                "network.*.nonNegative", [.flag], .value("false"), example: "true",
                "Whether the weights (not the biases) are projected on W ≥ 0 at the start and after each step."),
            SpecKey(
                "network.*.fixed", [.word(Dense.FixedWeights.allCases.map(\.rawValue))],
                .phrase("the weights are trained"), example: "linear", in: "{ dense: 1 }",
                "Weights that a formula sets and training leaves: `linear` makes each one 1/inputs. First layer only."),
        ]

    /// The activations that take a number.
    private static var slopes: [SpecKey] {
        Activation.standard.compactMap { activation in
            guard let parameter = activation.parameter else { return nil }
            return SpecKey(
                "network.*.activation.\(activation.name)", [.number(NumberRange(from: 0))],
                .value("\(parameter)"), example: "0.1", "The slope below 0; without a number, the default.")
        }
    }

    /// The keys of the start.
    static let initialization: [SpecKey] = [
        SpecKey(
            "initialization", [.choice(words: ["zeros", "fanIn"])], .required, example: "{ uniform: [-0.05, 0.05] }",
            "Where the parameters start; `zeros` makes every one 0, `fanIn` draws all uniform on ±1/√inputs of the "
                + "layer, as PyTorch does by default."),
        SpecKey(
            "initialization.uniform", [.pair(.finite)], .alternative, example: "[-0.05, 0.05]",
            "Weights and biases uniform on [lower, upper)."),
        SpecKey(
            "initialization.glorot", [.word(Initialization.Distribution.allCases.map(\.rawValue))], .alternative,
            example: "uniform", "Weights of variance 2 / (inputs + outputs), biases 0 (Glorot and Bengio, 2010)."),
        SpecKey(
            "initialization.he", [.word(Initialization.Distribution.allCases.map(\.rawValue))], .alternative,
            example: "normal", "Weights of variance 2 / inputs, biases 0 (He et al., 2015)."),
        SpecKey(
            "initialization.file", [.text, .mapping()], .alternative, example: "model.safetensors",
            "The parameters of a model file, whose path is relative to the spec: one of Heaviside, or PyTorch's state_dict "
                + "as safetensors."),
        SpecKey(
            "initialization.file.path", [.text], .required, example: "model.safetensors",
            in: "{ path: start.safetensors }", "The model file, whose path is relative to the spec."),
        SpecKey(
            "initialization.file.layout", [.word(WeightLayout.allCases.map(\.rawValue))],
            .phrase("told by the shapes or the metadata of the file"), example: "inputsFirst",
            in: "{ path: model.safetensors }",
            "Which side of a weight matrix comes first: outputs (PyTorch, MLX) or inputs (Keras, Flax, Paddle)."),
        SpecKey(
            "initialization.lifted", [.mapping()], .alternative,
            example: "{ file: model.safetensors, amplitude: 5 }",
            "The parameters of a network with a scalar code, lifted from its amplitude to every amplitude."),
        SpecKey(
            "initialization.lifted.file", [.text], .required, example: "model.safetensors",
            "The model file, whose path is relative to the spec."),
        SpecKey(
            "initialization.lifted.amplitude", [.number(NumberRange(above: 0))], .required, example: "5",
            unit: "units of the signal", "The amplitude that the model is for."),
        SpecKey(
            "initialization.construction", [.choice(words: Construction.bareNames)], .alternative,
            example: "reversedSolution", "Parameters that are written down, not drawn; for family step."),
        SpecKey(
            "initialization.construction.marginDecoder", [.number(NumberRange(from: 0))], .alternative, example: "3",
            "The margin, in amplitudes, by which an output that should be 0 lies below it."),
        SpecKey(
            "initialization.construction.incomplete", [.mapping()], .alternative, example: "{ missing: [5] }",
            "An autoencoder that is exact at all positions but some."),
        SpecKey(
            "initialization.construction.incomplete.missing", [.list(least: 0)], .required, example: "[5, 6]",
            "The positions that it does not know."),
        SpecKey(
            "initialization.construction.incomplete.missing.*", [.whole(Int.min...Int.max)], .alternative,
            example: "5", unit: "positions", "A position between 1 and the length minus 1."),
        SpecKey(
            "initialization.construction.incomplete.excess", [.number(NumberRange(from: 0))],
            .phrase("the units of missing positions are silent"), example: "0.5", unit: "amplitudes",
            "By how much every output is off at a missing position."),
    ]
}
