internal import Diagnostics
internal import Networks

extension SpecKeys {
    private static let lengths = 1...SampleSet.maximumLength
    private static let pieces = "{ family: piecewiseConstant, length: 33, transitions: 2 }"

    /// The keys of the data.
    static let signals: [SpecKey] =
        [
            SpecKey(
                "signals", [.mapping()], .required, example: "{ family: step, length: 33, amplitude: 5 }",
                "The data: a family of signals."),
            SpecKey(
                "signals.family", [.word(SignalSpec.Family.all.map { type(of: $0).name })], .required, example: "step",
                "The family: step functions, piecewise-constant signals, or Diracs."),
            SpecKey(
                "signals.length", [.whole(lengths)], .required, example: "129", unit: "entries",
                "The number of entries of a signal."),
        ] + amplitude + families + holdOut

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
    private static let families: [SpecKey] = [
        SpecKey(
            "signals.orientation", [.word(Orientation.allCases.map(\.rawValue))], .value("trailingOnes"),
            example: "leadingOnes", "On which side the ones of a step are; for family step."),
        SpecKey(
            "signals.blank", [.flag], .phrase("true for step, false for dirac"), example: "false",
            "Whether the signal of zeros is a sample; for families step and dirac."),
        SpecKey(
            "signals.transitions", [.whole(1...Int.max)], .phrase("required for piecewiseConstant"), example: "2",
            in: pieces, "The number of transitions of a signal; for family piecewiseConstant."),
        SpecKey(
            "signals.levels", [.choice(words: ["alternating"])], .value("alternating"),
            example: "{ random: { count: 500 } }", in: pieces,
            "The values of the pieces: 0 and the amplitude in turn, every choice of transitions being a sample, or "
                + "random ones; for family piecewiseConstant."),
        SpecKey(
            "signals.levels.random", [.mapping()], .alternative, example: "{ count: 500, seed: 1 }",
            "Each piece uniform on [−amplitude, amplitude], transitions drawn."),
        SpecKey(
            "signals.levels.random.count", [.whole(1...Int.max)], .required, example: "500", unit: "samples",
            "The number of samples."),
        SpecKey("signals.levels.random.seed", [.seed], .value("1"), example: "3", "The seed of the draws."),
    ]

    private static let holdOut: [SpecKey] = [
        SpecKey(
            "signals.holdOut", [.choice(words: ["none"])], .value("none"), example: "{ every: 2 }",
            "Samples that are kept from training, to see what the network does between its data."),
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
            "Every so many samples, in order of the transition, except the last one."),
        SpecKey(
            "signals.target", [.word(SignalSpec.Target.allCases.map(\.rawValue))], .value("signal"),
            example: "parameters", "What the network should output: the signal, or its position and amplitude."),
    ]
}
