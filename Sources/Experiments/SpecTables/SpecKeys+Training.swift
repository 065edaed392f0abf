internal import Diagnostics
internal import Networks

extension SpecKeys {
    private static let scalings = SpecForm.word(Loss.Scaling.allCases.map(\.rawValue))

    /// The keys of the loss.
    static let loss: [SpecKey] =
        [
            SpecKey(
                "loss", [.choice(words: Loss.Name.allCases.map(\.rawValue))], .required,
                example: "{ squaredError: mean }",
                "What training minimises; binaryCrossEntropy is for a sigmoid output, crossEntropy for logits."),
            SpecKey(
                "loss.squaredError", [scalings, .mapping()], .value("mean"), example: "halfSum",
                "Squares of output minus target: their sum, half of it, or a mean over all of them or over the samples."
            ),
        ] + like(LibraryCalls.losses, "squaredError", path: "loss.squaredError", .required) + [
            SpecKey(
                "loss.hingeResidual", [scalings], .value("mean"), example: "halfSum",
                "The same of u − y where y > 0, and of max(0, u) elsewhere, for a relu output with preactivation u."),
            SpecKey(
                "loss.crossEntropy", [.word(Loss.SampleScaling.allCases.map(\.rawValue)), .mapping()], .value("mean"),
                example: "sum",
                "The logarithm of Σ_j exp u_j minus the logit of the sample's class: its sum or its mean over the samples; with a "
                    + "probability for each output as targets, the mean of that over the classes."),
        ] + like(LibraryCalls.losses, "crossEntropy", path: "loss.crossEntropy", .required) + binaryCrossEntropy

    /// The keys of the schedule.
    static let schedule: [SpecKey] =
        [
            SpecKey(
                "schedule",
                [.word(["constant"]), .list(least: 0), .mapping(oneOf: Schedule.names, exclusive: exclusiveSchedules)],
                .value("constant"), example: "[{ fromEpoch: 1000, learningRate: 1.0e-5 }]",
                "How the learning rate changes: never, at given epochs, by a formula, or when the loss stops falling."),
            SpecKey(
                "schedule.*", [.mapping()], .alternative, example: "{ fromEpoch: 1000, learningRate: 1.0e-5 }",
                in: "[]", "A rate from an epoch on; the epochs increase."),
            SpecKey(
                "schedule.*.fromEpoch", [.whole(0...Int.max)], .required, example: "1000", unit: "epochs",
                "The first epoch with this rate, from 0."),
            SpecKey(
                "schedule.*.learningRate", [.number(NumberRange(from: 0))], .required, example: "1.0e-5",
                "The learning rate from then on."),
            SpecKey(
                "schedule.dropOnPlateau", [.mapping()], .alternative, example: "{ factor: 0.5, patience: 1000 }",
                in: "{}",
                "Lower rates when the loss stops falling."),
        ] + like(LibraryCalls.schedules, "dropOnPlateau", path: "schedule.dropOnPlateau", .phrase("no library")) + [
            SpecKey(
                "schedule.dropOnPlateau.dialect", [.word(Schedule.Plateau.Dialect.allCases.map(\.rawValue))],
                .value("heaviside"), example: "torch",
                "Whose conventions count epochs and set the defaults: Heaviside's, PyTorch's or Keras's."),
            SpecKey(
                "schedule.dropOnPlateau.factor", [.number(NumberRange(above: 0, below: 1))], .value("0.1"),
                example: "0.5", "The factor of each drop."),
            SpecKey(
                "schedule.dropOnPlateau.patience", [.whole(0...Int.max)], .phrase("10000 for heaviside, else 10"),
                example: "1000", unit: "epochs", in: "{ dialect: torch }",
                "The number of epochs without improvement before a drop: at least 1 for heaviside; torch drops one epoch later."
            ),
            SpecKey(
                "schedule.dropOnPlateau.threshold", [.number(NumberRange(from: 0)), .choice(words: [])],
                .value("1.0e-4"), example: "0.001", in: "{ dialect: keras }",
                "The improvement that counts: a share of the loss, for keras a difference, unless its form is named."),
            SpecKey(
                "schedule.dropOnPlateau.threshold.relative", [.number(NumberRange(from: 0, below: 1))], .alternative,
                example: "0.001", unit: "share of the loss", "An improvement by a share of the best loss."),
            SpecKey(
                "schedule.dropOnPlateau.threshold.absolute", [.number(NumberRange(from: 0))], .alternative,
                example: "0.001", unit: "units of the loss", "An improvement by a difference from the best loss."),
            SpecKey(
                "schedule.dropOnPlateau.minimumRate", [.number(NumberRange(from: 0))],
                .phrase("1.0e-8 for heaviside, else 0"), example: "1.0e-6", "The rate is not lowered below this."),
        ]

    private static var exclusiveSchedules: [[String]] {
        Schedule.names.indices.flatMap { i in
            Schedule.names.indices.dropFirst(i + 1).map { [Schedule.names[i], Schedule.names[$0]] }
        }
    }

    /// The keys of the terms of training.
    static let terms: [SpecKey] = linearity + repair

    private static let linearity: [SpecKey] = [
        SpecKey(
            "codeLinearity", [.word(["none"]), .mapping(oneOf: ["projection", "penalty"])], .value("none"),
            example: "{ projection: 0.9 }",
            "Pulls the weights of a linear encoder together, so that the code of steps becomes linear; the projection also where "
                + "the encoder is frozen."),
        SpecKey(
            "codeLinearity.projection", [.number(NumberRange(from: 0, through: 1))], .value("0"), example: "0.9",
            in: "{ penalty: 0.1 }", "μ, the share of the way to their mean that each update moves the weights."),
        SpecKey(
            "codeLinearity.penalty", [.number(NumberRange(from: 0))], .value("0"), example: "0.1",
            in: "{ projection: 0.9 }",
            "λ of the term ½ λ Σ (w − mean)² in the loss; above 0 only for an encoder that is not frozen."),
        SpecKey(
            "codeLinearity.anchor", [.number(NumberRange(above: 0))], .phrase("1/inputs"), example: "0.05",
            "The least mean that the weights are pulled to."),
    ]

    private static let repair: [SpecKey] = [
        SpecKey(
            "kinkRepair", [.word(["none"]), .mapping(exclusive: [["once", "every"], ["once", "fromEpoch"]])],
            .value("none"), example: "{ every: 1 }",
            "Relocates hidden units after a scalar code, frozen or not, so that every gap between neighbouring codes has a "
                + "kink."),
        SpecKey(
            "kinkRepair.once", [.whole(1...Int.max)], .phrase("every holds"), example: "20", unit: "epochs", in: "{}",
            "After this epoch only, counted from 1."),
        SpecKey(
            "kinkRepair.every", [.whole(1...Int.max)], .value("1"), example: "5", unit: "epochs", in: "{}",
            "After every so many epochs."),
        SpecKey(
            "kinkRepair.fromEpoch", [.whole(1...Int.max)], .value("1"), example: "10", unit: "epochs", in: "{}",
            "The first of these epochs, counted from 1."),
        SpecKey(
            "kinkRepair.fraction", [.number(NumberRange(from: 0, below: 1))], .value("0.15"), example: "0.25",
            unit: "share of the gap", in: "{}", "Where a relocated kink goes in its gap; a number in the range."),
        SpecKey(
            "kinkRepair.range", [.pair(NumberRange(from: 0, below: 1))], .value("[0.005, 0.45]"),
            example: "[0.01, 0.4]", unit: "shares of the gap", in: "{}", "Where a kink may stay in its gap."),
    ]
}
