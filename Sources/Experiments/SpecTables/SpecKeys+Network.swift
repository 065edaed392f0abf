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
                "network.*", [.mapping(oneOf: kinds, exclusive: exclusiveKinds)], .alternative,
                example: "{ dense: 33, activation: relu }",
                "A layer, of the kind that its key says: dense unless it has a structure."),
            SpecKey(
                "network.*.dense", [.whole(1...Network<Float>.maximumWidth)], .alternative, example: "33",
                unit: "units", "The number of units of a fully connected layer."),
        ] + structures + [
            SpecKey(
                "network.*.activation", [.choice(words: Activation.names)], .value("identity"), example: "relu",
                "The function applied to each preactivation.")
        ] + activationForms + [
            SpecKey(
                "network.*.bias", [.flag], .value("true"), example: "false",
                "Whether the units have biases; units of one channel of a convolution share theirs. Pooling has none."),
            SpecKey(
                "network.*.frozen", [.flag], .value("false"), example: "true",
                "Whether training leaves weight and bias at their initial values. The projection of "
                    + "codeLinearity, and kinkRepair, still change the layer that they are about."),
            SpecKey(
                "network.*.nonNegative", [.flag], .value("false"), example: "true",
                "Whether the weights (not the biases) are projected on W ≥ 0 at the start and after each step."),
            SpecKey(
                "network.*.fixed", [.word(Dense.FixedWeights.allCases.map(\.rawValue))],
                .phrase("the weights are trained"), example: "linear", in: "{ dense: 1 }",
                "Weights that a formula sets and training leaves: `linear` makes each one 1/inputs. First layer only."),
        ]

    /// The kinds of layers, of which a layer has one.
    static let kinds = ["dense", "convolution", "transposedConvolution", "toeplitz", "scale", "averagePooling"]

    private static var exclusiveKinds: [[String]] {
        kinds.indices.flatMap { i in kinds.indices.dropFirst(i + 1).map { [kinds[i], kinds[$0]] } }
    }

    /// The keys of layers whose weights are tied, and of what layers receive.
    private static let structures: [SpecKey] = [
        SpecKey(
            "network.*.convolution", [.whole(1...Network<Float>.maximumWidth)], .alternative, example: "8",
            unit: "channels", in: "{ kernel: 3, stride: 2 }",
            "The number of output channels of a convolution in one dimension, as PyTorch's Conv1d."),
        SpecKey(
            "network.*.transposedConvolution", [.whole(1...Network<Float>.maximumWidth)], .alternative, example: "1",
            unit: "channels", in: "{ kernel: 4, stride: 2, padding: 1 }",
            "The number of output channels of the transpose of a convolution, as PyTorch's ConvTranspose1d."),
        SpecKey(
            "network.*.toeplitz", [.whole(1...Network<Float>.maximumWidth)], .alternative, example: "33",
            unit: "units", in: "{ activation: relu }",
            "The number of units of a layer whose weights are the same along each diagonal."),
        SpecKey(
            "network.*.scale", [.whole(1...Network<Float>.maximumWidth)], .alternative, example: "33", unit: "units",
            in: "{ bias: false }",
            "The number of units of a layer that multiplies each input by a weight; as many as it receives."),
        SpecKey(
            "network.*.averagePooling", [.whole(1...Convolution.maximum)], .alternative, example: "2",
            unit: "entries", in: "{ stride: 2 }",
            "The window of a layer that takes means, channel by channel; zeros of the padding count."),
        SpecKey(
            "network.*.kernel", [.whole(1...Convolution.maximum)], .phrase("a convolution needs it"), example: "3",
            unit: "taps", in: "{ convolution: 8 }", "The number of taps of a convolution."),
        SpecKey(
            "network.*.stride", [.whole(1...Convolution.maximum)], .phrase("1, of pooling the window"), example: "2",
            unit: "entries", in: "{ convolution: 8, kernel: 3 }",
            "The step from one position of the kernel, or of the window, to the next."),
        SpecKey(
            "network.*.padding", [.whole(0...Convolution.maximum)], .value("0"), example: "1", unit: "entries",
            in: "{ convolution: 8, kernel: 3 }",
            "The zeros before and after each channel; a transposed convolution leaves as many outputs off."),
        SpecKey(
            "network.*.dilation", [.whole(1...Convolution.maximum)], .value("1"), example: "2", unit: "entries",
            in: "{ convolution: 8, kernel: 3 }", "The step from one tap of a convolution to the next."),
        SpecKey(
            "network.*.outputPadding", [.whole(0...Convolution.maximum)], .value("0"), example: "1", unit: "entries",
            in: "{ transposedConvolution: 1, kernel: 3, stride: 2 }",
            "How many outputs a transposed convolution has beyond the last; less than its stride or dilation."),
        SpecKey(
            "network.*.shape", [.list(least: 1)], .phrase("channels and length of a structure, one channel otherwise"),
            example: "[16, 8]", in: "{ dense: 128 }",
            "How the next layer reads the outputs, as [channels, length] or [length]; a dense layer reads them all."),
        SpecKey(
            "network.*.shape.*", [.whole(1...Network<Float>.maximumWidth)], .alternative, example: "16",
            "A side of the shape."),
        SpecKey(
            "network.*.skip", [.whole(2...Network<Float>.maximumSkip), .mapping()], .phrase("no skip"), example: "2",
            unit: "layers", in: "{ dense: 33, activation: relu }",
            "Adds the outputs of the layer so many before to the preactivations, as in a residual block."),
        SpecKey(
            "network.*.skip.layers", [.whole(2...Network<Float>.maximumSkip)], .required, example: "2",
            unit: "layers", in: "{ weight: linear }",
            "How many layers back; the inputs are one layer further back than the first layer."),
        SpecKey(
            "network.*.skip.weight", [.word(["identity", "linear"])], .value("identity"), example: "linear",
            in: "{ layers: 2 }", "Whether the outputs are added as they are, or through a matrix that is trained."),
    ]

    /// The keys of the start.
    static let initialization: [SpecKey] =
        [
            SpecKey(
                "initialization", [.choice(words: ["zeros", "fanIn"])], .required,
                example: "{ uniform: [-0.05, 0.05] }",
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
        ] + varianceScaling + [
            SpecKey(
                "initialization.file", [.text, .mapping()], .alternative, example: "model.safetensors",
                "The parameters of a model file: one that Heaviside wrote, or PyTorch's state_dict as safetensors. "
                    + "A relative path is looked up in the folder of the spec, then in the current one."),
            SpecKey(
                "initialization.file.path", [.text], .required, example: "model.safetensors",
                in: "{ path: start.safetensors }",
                "The model file; a relative path is looked up in the folder of the spec, then in the current one."),
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
                "The model file; a relative path is looked up in the folder of the spec, then in the current one."),
            SpecKey(
                "initialization.lifted.amplitude", [.number(NumberRange(above: 0))], .required, example: "5",
                unit: "units of the signal", "The amplitude that the model is for."),
            SpecKey(
                "initialization.construction", [.choice(words: Construction.bareNames)], .alternative,
                example: "reversedSolution", "Parameters that are written down, not drawn; for family step."),
            SpecKey(
                "initialization.construction.marginDecoder", [.number(NumberRange(from: 0))], .alternative,
                example: "3",
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
