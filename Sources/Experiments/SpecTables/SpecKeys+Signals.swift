internal import Diagnostics
internal import Networks

extension SpecKeys {
    private static let lengths = 1...SampleSet.maximumLength
    private static let pieces = "{ family: piecewiseConstant, length: 33, transitions: 2 }"

    /// The keys of the data.
    static let signals: [SpecKey] =
        [
            SpecKey(
                "signals", [.mapping(oneOf: ["family", "file"])], .required,
                example: "{ family: step, length: 33, amplitude: 5 }",
                "The data: a family of signals, or a file."),
            SpecKey(
                "signals.family", [.word(SignalSpec.Family.all.map { type(of: $0).name })],
                .phrase("required without `file`"), example: "step",
                "The family: step functions, piecewise-constant signals, Diracs, ramps, boxes, Gaussians, or sinusoids."
            ),
            SpecKey(
                "signals.length", [.whole(lengths)], .phrase("required for a family"), example: "129", unit: "entries",
                "The number of entries of a signal; a file has its own."),
        ] + amplitude + families + shapes + noise + file + holdOut + test

    private static let file: [SpecKey] = [
        SpecKey(
            "signals.file", [.text], .phrase("required without `family`"), example: "data.npz", in: "{}",
            "A file of one's own: `.npz`, `.npy`, `.csv` with a row of names, or `.safetensors`; `heaviside data` says "
                + "what is in it. A relative path is looked up in the folder of the spec."),
        SpecKey(
            "signals.inputs", [.text, .list(least: 1), .mapping()],
            .phrase("the only array; all columns without another use"), example: "x", in: ofFile,
            "What the network receives: an array, whose first dimension counts the samples; of a table, a column, a list "
                + "of columns, or the columns from one to another."),
        SpecKey("signals.inputs.*", [.text], .alternative, example: "x0", in: "[x1]", "A column."),
        SpecKey(
            "signals.inputs.from", [.text], .required, example: "x0", in: columns,
            "The first column, in the order of the file."),
        SpecKey("signals.inputs.through", [.text], .required, example: "x63", in: columns, "The last column."),
        SpecKey(
            "signals.targets", [.text, .list(least: 1), .mapping()], .phrase("the inputs"), example: "y", in: ofFile,
            "What the network should output, for as many samples; without it the network is to reproduce its inputs."),
        SpecKey("signals.targets.*", [.text], .alternative, example: "y0", in: "[y1]", "A column."),
        SpecKey(
            "signals.targets.from", [.text], .required, example: "y0", in: columns,
            "The first column, in the order of the file."),
        SpecKey("signals.targets.through", [.text], .required, example: "y9", in: columns, "The last column."),
        SpecKey(
            "signals.classes", [.whole(2...SampleSet.maximumLength), .list(least: 2)],
            .phrase("the number of outputs for the loss crossEntropy, else none"), example: "10", in: ofTargets,
            "The number of classes, or their names: the targets are the class of each sample, a whole number from 0, which "
                + "stands for 1 at that output and 0 at all others; or a row of such outputs, or of probabilities; or a "
                + "word, in a column of a table. Words are sorted by their characters, unless their names are given in "
                + "the order of the outputs."),
        SpecKey(
            "signals.classes.*", [.text], .alternative, example: "setosa", in: "[setosa, versicolor]",
            "The name of a class, that of output 0 first."),
        SpecKey(
            "signals.labels", [.names], .phrase("none"), example: "{ position: theta }", in: ofFile,
            "Numbers that samples are known by, each by the name of an array or a column; `position` and `amplitude` are "
                + "what measures ask for. NaN stands for a sample without the label."),
        SpecKey(
            "signals.labels.*", [.text], .alternative, example: "theta", in: "{ position: x }",
            "The array or the column of a label."),
        SpecKey(
            "signals.shape", [.list(least: 1)], .phrase("that of the file"), example: "[28, 28]", in: ofFile,
            "The shape of a sample of the inputs, of as many entries as the file has; a dense layer takes them row-major."
        ),
        SpecKey("signals.shape.*", [.whole(1...SampleSet.maximumLength)], .alternative, example: "28", "An extent."),
        SpecKey(
            "signals.normalise", [.word([FileSignals.none] + Normalisation.Method.allCases.map(\.rawValue))],
            .value("none"), example: "standardise", in: ofFile,
            "How each entry of the inputs is brought to a common range: by the mean and the standard deviation, or by the "
                + "least and the greatest value, of the samples for training. The model keeps offsets and scales."),
        SpecKey(
            "signals.keep", [.word(FileSignals.Keep.allCases.map(\.rawValue))],
            .phrase("a copy of a file of at most 16 MiB, else a reference"), example: "reference", in: ofFile,
            "What a run keeps of the file: a copy in its folder, or the path. Either way it records the SHA-256 "
                + "of the data, and later commands say where the file has changed."),
    ]

    private static let ofTargets = "{ file: data.npz, targets: y }"
    private static let ofFile = "{ file: data.npz }"
    private static let columns = "{ from: a, through: b }"

    private static let amplitude: [SpecKey] = [
        SpecKey(
            "signals.amplitude", [.number(NumberRange(above: 0)), .list(least: 1), .mapping()], .value("1"),
            example: "5", unit: "units of the signal",
            "The height of the signals: one, several, or a range; each sample comes once for each of them."),
        SpecKey(
            "signals.amplitude.*", [.number(NumberRange(above: 0))], .alternative, example: "2.5",
            unit: "units of the signal", in: "[2.5]", "One of several heights, all different."),
        SpecKey(
            "signals.amplitude.from", [.number(NumberRange(above: 0))], .required, example: "1",
            unit: "units of the signal", in: "{ from: 1, through: 5, count: 9 }", "The least height."),
        SpecKey(
            "signals.amplitude.through", [.number(NumberRange(above: 0))], .required, example: "5",
            unit: "units of the signal", in: "{ from: 1, through: 5, count: 9 }",
            "The greatest height; it is one of them."),
        SpecKey(
            "signals.amplitude.count", [.whole(2...SampleSet.maximumLength)], .required, example: "9",
            in: "{ from: 1, through: 5, count: 9 }", "How many heights there are, at equal distances."),
    ]

    /// The families' own keys; a test compares them with what the families say.
    private static let families: [SpecKey] =
        [
            SpecKey(
                "signals.orientation", [.word(Orientation.allCases.map(\.rawValue))], .value("trailingOnes"),
                example: "leadingOnes", "On which side the ones of a step are; for family step."),
            SpecKey(
                "signals.blank", [.flag], .phrase("true for step, false for the others"), example: "false",
                "Whether the signal of zeros is a sample; for families step, dirac, ramp, box, and gaussian."),
            SpecKey(
                "signals.transitions", [.whole(1...Int.max)], .phrase("required for piecewiseConstant"), example: "2",
                in: pieces, "The number of transitions of a signal; for family piecewiseConstant."),
            SpecKey(
                "signals.levels", [.choice(words: ["alternating"])], .value("alternating"),
                example: "{ random: { count: 500 } }", in: pieces,
                "The values of the pieces: 0 and the amplitude in turn, or those of a grid, every choice of transitions being "
                    + "a sample, or random ones; for family piecewiseConstant."),
            SpecKey(
                "signals.levels.random", [.mapping()], .alternative, example: "{ count: 500, seed: 1 }",
                "Transitions drawn, each piece uniform on [−amplitude, amplitude], or one of the values of `among`."),
            SpecKey(
                "signals.levels.random.count", [.whole(1...SampleSet.maximumCount)], .required, example: "500",
                unit: "samples",
                "The number of samples."),
            SpecKey("signals.levels.random.seed", [.seed], .value("1"), example: "3", "The seed of the draws."),
        ]
        + several(
            "signals.levels.random.among", [.list(least: 2), .mapping()], .finite, .phrase("every value"),
            examples: ("[0, 0.5, 1]", "0.5", "{ from: -1, through: 1, count: 5 }"), unit: "amplitudes",
            in: "{ count: 500, among: [0, 0.5, 1] }",
            "The values that a piece may have, times the amplitude; neighbouring pieces differ.")
        + several(
            "signals.levels.grid", [.list(least: 2), .mapping()], .finite, .alternative,
            examples: ("[0, 0.5, 1]", "0.5", "{ from: -1, through: 1, count: 5 }"), unit: "amplitudes",
            in: nil,
            "The values of the pieces, times the amplitude: every choice of transitions and of values is a sample, "
                + "neighbouring pieces having different ones.")

    private static let gaussian = "{ family: gaussian, length: 33 }"
    private static let sinusoid = "{ family: sinusoid, length: 33 }"

    /// What several families have that are no step functions.
    private static let shapes: [SpecKey] =
        several(
            "signals.width", [.number(ParameterValues.widths), .list(least: 1), .mapping()], ParameterValues.widths,
            .phrase("length − 1 for ramp, every width for box, 1 for gaussian"),
            examples: ("2", "1.5", "{ from: 0.5, through: 3, count: 6 }"), unit: "entries", in: gaussian,
            "How wide the signals are: over how many entries a ramp rises, how many entries a box has, σ of a Gaussian; "
                + "one width, several, or a range.")
        + [
            SpecKey(
                "signals.amplitudeOf", [.word(Gaussians.Scaling.allCases.map(\.rawValue))], .value("peak"),
                example: "area", in: gaussian,
                "What the amplitude of a Gaussian is: its height, or its area, the integral; for family gaussian."),
            SpecKey(
                "signals.positionsPerEntry", [.whole(1...SampleSet.maximumLength)], .value("1"), example: "4",
                in: gaussian,
                "How many positions there are from one entry to the next; for families dirac, ramp, and gaussian."),
        ]
        + several(
            "signals.frequency", [.number(frequencies), .list(least: 1), .mapping()], frequencies, .value("1"),
            examples: ("2", "1.5", "{ from: 0.5, through: 3, count: 6 }"), unit: "periods per signal", in: sinusoid,
            "One frequency, several, or a range, at most half the length; for family sinusoid.")
        + several(
            "signals.phase", [.number(phases), .list(least: 1), .mapping()], phases,
            .phrase("i/length for i = 0 … length − 1"),
            examples: ("0.25", "0.5", "{ from: 0, through: 0.75, count: 4 }"), unit: "turns", in: sinusoid,
            "One phase, several, or a range: 0 is a sine, 0.25 a cosine; for family sinusoid.")

    private static let frequencies = NumberRange(
        from: Sinusoids.leastFrequency, through: Double(SampleSet.maximumLength / 2))
    private static let phases = NumberRange(from: 0, below: 1)

    /// The rows of a parameter that takes one value, several, or a range.
    ///
    /// - Parameters:
    ///   - path: the key.
    ///   - forms: what it takes.
    ///   - range: what each value is.
    ///   - standard: what holds without it.
    ///   - examples: of the key, of one of several values, and of a range.
    ///   - unit: the unit of a value.
    ///   - parent: a mapping that takes the key.
    ///   - summary: what it means.
    /// - Returns: its row, and those of its values.
    private static func several(
        _ path: String, _ forms: [SpecForm], _ range: NumberRange, _ standard: SpecKey.Standard,
        examples: (own: String, entry: String, range: String), unit: String, in parent: String?, _ summary: String
    ) -> [SpecKey] {
        [
            SpecKey(path, forms, standard, example: examples.own, unit: unit, in: parent, summary),
            SpecKey(
                "\(path).*", [.number(range)], .alternative, example: examples.entry, unit: unit,
                in: "[\(examples.entry), 0.75]", "One of several values, all different."),
            SpecKey(
                "\(path).from", [.number(range)], .required, example: "0.125", unit: unit, in: examples.range,
                "The least value."),
            SpecKey(
                "\(path).through", [.number(range)], .required, example: "0.875", unit: unit, in: examples.range,
                "The greatest value; it is one of them."),
            SpecKey(
                "\(path).count", [.whole(2...SampleSet.maximumLength)], .required, example: "9", in: examples.range,
                "How many values there are, at equal distances."),
        ]
    }

    private static let noise: [SpecKey] = [
        SpecKey(
            "signals.noise", [.word(["none"]), .mapping()], .value("none"),
            example: "{ deviation: 0.05, seed: 7, copies: 3 }",
            "Normal noise that is added to every entry of the signals of a family; `holdOut` and `test` keep all noisy "
                + "copies of a signal together."),
        SpecKey(
            "signals.noise.deviation", [.number(NumberRange(above: 0))], .required, example: "0.1",
            unit: "units of the signal", in: someNoise, "The standard deviation."),
        SpecKey(
            "signals.noise.seed", [.seed], .value("1"), example: "7", in: someNoise,
            "The seed of the draws. It alone decides the noise, whatever the precision and the number of "
                + "threads."),
        SpecKey(
            "signals.noise.copies", [.whole(1...SampleSet.maximumCount)], .value("1"), example: "3", unit: "samples",
            in: someNoise, "How many samples are made from each signal, each with noise of its own."),
        SpecKey(
            "signals.noise.target", [.word(AdditiveNoise.Target.allCases.map(\.rawValue))], .value("clean"),
            example: "noisy", in: someNoise,
            "What the network should output: the signal without noise, or with it; where `signals.target` is the signal."
        ),
    ]

    private static let someNoise = "{ deviation: 0.1 }"

    /// The same choices for a test.
    private static let test =
        [
            SpecKey(
                "signals.test", [.choice(words: ["none"])], .value("none"),
                example: "{ random: { share: 0.2, seed: 2 } }",
                "Samples that are kept for a test and never trained on: choose between networks by `holdOut`, "
                    + "and judge the chosen one by `test`. It takes the keys of `holdOut`.")
        ]
        + holdOut.dropFirst().filter { $0.path.hasPrefix("signals.holdOut.") }.map { key in
            SpecKey(
                "signals.test" + key.path.dropFirst("signals.holdOut".count), key.forms, key.standard,
                example: key.example, unit: key.unit, in: key.parent,
                key.summary.replacing("held out", with: "for the test"))
        }

    private static let span = "{ from: 1, through: 2 }"

    private static let holdOut: [SpecKey] = [
        SpecKey(
            "signals.holdOut", [.choice(words: ["none"])], .value("none"), example: "{ every: 2 }",
            "Samples that are kept from training, to see what the network does between its data; the history has their loss."
        ),
        SpecKey(
            "signals.holdOut.random", [.mapping()], .alternative, example: "{ share: 0.1, seed: 1 }",
            "A share of the samples, drawn without repetition."),
        SpecKey(
            "signals.holdOut.random.share", [.number(NumberRange(above: 0, below: 1))], .required, example: "0.1",
            unit: "share of the samples", "The share that is held out."),
        SpecKey("signals.holdOut.random.seed", [.seed], .value("1"), example: "3", "The seed of the draw."),
        SpecKey(
            "signals.holdOut.gap", [.pair(.finite)], .alternative, example: "[10, 12]", unit: "positions",
            "The samples whose position lies between the two, ends included."),
        SpecKey(
            "signals.holdOut.every", [.whole(2...Int.max)], .alternative, example: "2", unit: "samples",
            "Of every so many samples one, in order of the transition or of the file, except the last sample."),
        SpecKey(
            "signals.holdOut.indices", [.list(least: 1), .mapping()], .alternative,
            example: "{ from: 400, through: 499 }", "The samples with these indices, from 0 in the order of the file."),
        SpecKey(
            "signals.holdOut.indices.*", [.whole(0...Int.max)], .alternative, example: "3", in: "[3, 5]", "A sample."),
        SpecKey(
            "signals.holdOut.indices.from", [.whole(0...Int.max)], .required, example: "400", in: span,
            "The first sample that is held out."),
        SpecKey(
            "signals.holdOut.indices.through", [.whole(0...Int.max)], .required, example: "499", in: span,
            "The last one."),
        SpecKey(
            "signals.holdOut.label", [.mapping()], .alternative, example: "{ name: position, range: [10, 12] }",
            "The samples for which a label lies in a range, ends included. With the label `copy`, some noisy copies of "
                + "every signal are held out, and others are not."),
        SpecKey("signals.holdOut.label.name", [.text], .required, example: "amplitude", "The label."),
        SpecKey(
            "signals.holdOut.label.range", [.pair(.finite)], .required, example: "[10, 12]",
            unit: "units of the label", "The range."),
        SpecKey(
            "signals.target", [.word(SignalSpec.Target.allCases.map(\.rawValue))], .value("signal"),
            example: "parameters",
            "What the network should output, for a family: the signal; or its position and amplitude, and its width where "
                + "there are several."),
    ]
}
