internal import Diagnostics
internal import Networks

extension SpecKeys {
    /// The keys of a sweep, in the order in which they are written.
    public static let sweep = SpecKeys(sweepHead + sweepGrid + sweepRandom + sweepTable + sweepEnd)

    /// The JSON Schema (draft 2020-12) of sweeps, as text; a spec that stands in a sweep is checked when it is read.
    public static var sweepJSONSchema: String { SpecKeys.sweep.schema(of: "A sweep of heaviside").json() }

    private static let sweepHead: [SpecKey] = [
        SpecKey(
            "name", [.text], .required, example: "widths",
            "A short name, that of the sweep's folder: 1 to 80 letters, digits, `-`, `_` and `.`, not beginning with `.` or "
                + "`-`."),
        SpecKey(
            "spec", [.text, .value], .required, example: "autoencoder-study",
            "The spec that all runs begin with: the name of a built-in experiment, the path of a file, or the spec itself."
        ),
        SpecKey(
            "length", [.whole(1...Int.max)], .phrase("that of the spec"), example: "17",
            "Another length for the signals, and for every layer that is as wide as they are."),
        SpecKey(
            "set", [.names], .phrase("nothing"), example: "{ epochs: 2000 }",
            "Values that all runs have, by dotted key of the spec; entries of lists by index."),
        SpecKey("set.*", [.value], .alternative, example: "2000", in: "{}", "A value for a key of the spec."),
    ]

    private static let sweepGrid: [SpecKey] = [
        SpecKey(
            "grid", [.names], .phrase("one point"), example: "{ network.1.dense: [8, 16, 32] }",
            "Values for dotted keys of the spec; every combination is a point. The key `length` resizes signals and layers "
                + "together."),
        SpecKey(
            "grid.*",
            [.list(least: 1), .mapping(oneOf: ["count", "step"], exclusive: [["count", "step"], ["step", "log"]])],
            .alternative, example: "{ from: 1.0e-5, to: 0.01, count: 4, log: true }", in: "{}",
            "The values of a key: a list, or a range with a count of values or a step."),
        SpecKey("grid.*.*", [.value], .alternative, example: "8", in: "[]", "A value for the key."),
        SpecKey("grid.*.from", [.number(.finite)], .required, example: "0.5", "The first value."),
        SpecKey("grid.*.to", [.number(.finite)], .required, example: "2", "The last value, which a step may miss."),
        SpecKey(
            "grid.*.count", [.whole(1...SweepAxis.mostValues)], .alternative, example: "5", in: "{ from: 1, to: 9 }",
            "So many values, at equal distances or, with log, at equal ratios."),
        SpecKey(
            "grid.*.step", [.number(.finite)], .alternative, example: "0.25", in: "{ from: 1, to: 9 }",
            "The distance between two values."),
        SpecKey("grid.*.log", [.flag], .value("false"), example: "true", "Whether the values have equal ratios."),
        SpecKey(
            "grid.*.whole", [.flag], .value("false"), example: "true",
            "Whether the values are rounded to whole numbers; each is taken once."),
    ]

    private static let sweepRandom: [SpecKey] = [
        SpecKey(
            "random", [.mapping()], .phrase("nothing is drawn"),
            example: "{ count: 100, draw: { optimizer.rmsProp.learningRate: { logUniform: [1.0e-5, 0.01] } } }",
            "Values drawn at random; every draw is combined with every point of the grid."),
        SpecKey(
            "random.count", [.whole(1...Sweep.mostRuns)], .required, example: "100", "The number of draws."),
        SpecKey("random.seed", [.seed], .value("1"), example: "7", "The seed of the draws."),
        SpecKey(
            "random.draw", [.names], .required,
            example: "{ optimizer.rmsProp.learningRate: { logUniform: [1.0e-5, 0.01] } }",
            "The keys that are drawn, each with its distribution."),
        SpecKey(
            "random.draw.*", [.choice(words: [])], .alternative, example: "{ logUniform: [1.0e-5, 0.01] }", in: "{}",
            "A distribution. Numbers are rounded to twelve digits, so that every machine draws the same."),
        SpecKey(
            "random.draw.*.uniform", [.pair(.finite)], .alternative, example: "[0, 0.9]", "A number between the two."),
        SpecKey(
            "random.draw.*.logUniform", [.pair(NumberRange(above: 0))], .alternative, example: "[1.0e-5, 0.01]",
            "A number between the two, uniform in its logarithm."),
        SpecKey(
            "random.draw.*.normal", [.mapping()], .alternative, example: "{ mean: 5, deviation: 1 }",
            "A normally distributed number."),
        SpecKey("random.draw.*.normal.mean", [.number(.finite)], .required, example: "5", "The mean."),
        SpecKey(
            "random.draw.*.normal.deviation", [.number(NumberRange(from: 0))], .required, example: "1",
            "The standard deviation."),
        SpecKey(
            "random.draw.*.whole", [.list(least: 2)], .alternative, example: "[2, 64]",
            "A whole number from the one to the other, every one equally likely."),
        SpecKey(
            "random.draw.*.whole.*", [.whole(-(1 << 53)...(1 << 53))], .alternative, example: "8", in: "[2, 64]",
            "An end of the range."),
        SpecKey(
            "random.draw.*.choice", [.list(least: 1)], .alternative, example: "[zeros, { uniform: [-0.05, 0.05] }]",
            "One of these values, every one equally likely."),
        SpecKey("random.draw.*.choice.*", [.value], .alternative, example: "zeros", in: "[]", "A value for the key."),
    ]

    private static let sweepTable: [SpecKey] = [
        SpecKey(
            "seeds", [.text, .list(least: 1)], .value("[1]"), example: "1...50",
            "The seeds of each point: A...B, or a list."),
        SpecKey("seeds.*", [.seed], .alternative, example: "7", in: "[]", "A seed."),
        SpecKey(
            "measure", [.list(least: 1)], .value("[\(SweepMeasure.usual.map(\.name).joined(separator: ", "))]"),
            example: "[loss, code.r2]",
            "What the table has of each run: numbers of its summary. Those of the goal are added."),
        SpecKey(
            "measure.*", [.word(SweepMeasure.all.map(\.name))], .alternative, example: "loss", in: "[]", "A measure."),
        SpecKey(
            "goal", [.names], .phrase("nothing counts as a success"), example: "{ maxRelativeError: { most: 0.01 } }",
            "When a run that did not diverge counts as a success: bounds for measures, all of which it meets."),
        SpecKey(
            "goal.*", [.mapping(oneOf: ["most", "least"])], .alternative, example: "{ most: 0.01 }", in: "{}",
            "The bounds of a measure."),
        SpecKey(
            "goal.*.most", [.number(.finite)], .alternative, example: "0.01", in: "{}",
            "The greatest value of a success."),
        SpecKey(
            "goal.*.least", [.number(.finite)], .alternative, example: "0.999", in: "{}",
            "The least value of a success."),
    ]

    private static let sweepEnd: [SpecKey] = [
        SpecKey(
            "stop", [.mapping()], .phrase("runs go on to their last epoch"), example: "{ atGoal: true, every: 100 }",
            "When a run ends before its last epoch."),
        SpecKey(
            "stop.atGoal", [.flag], .value("false"), example: "true",
            "Whether a run ends at the first look at which it meets the goal."),
        SpecKey(
            "stop.every", [.whole(1...Training.maximumEpochs)], .value("100"), example: "500", unit: "epochs",
            "After how many epochs a run is looked at, again and again."),
        SpecKey(
            "stop.seconds", [.number(NumberRange(above: 0))], .phrase("no limit"), example: "60", unit: "seconds",
            "The most time of a run, seen at its looks. The table then depends on the machine; each run can still be "
                + "rebuilt, by its number of epochs."),
        SpecKey(
            "keep", [.word(Sweep.Keep.allCases.map(\.rawValue))], .value("none"), example: "best",
            "Which runs have folders of their own besides their rows: none, all, those that diverged or missed the goal, or "
                + "the best, that with the least first measure."),
    ]
}
