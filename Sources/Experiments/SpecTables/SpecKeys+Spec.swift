internal import Diagnostics
internal import Networks

extension SpecKeys {
    /// The keys of a spec.
    ///
    /// A new key needs its row here, or in the list of its part; a reader then asks for it by name.
    public static let spec = SpecKeys(
        head + signals + network + initialization + loss + optimizer + schedule + curves + terms + execution)

    private static let head: [SpecKey] = [
        SpecKey(
            "name", [.text], .required, example: "study",
            "A short name; it becomes part of a run's folder: 1 to 80 letters, digits, `-`, `_` and `.`, not beginning "
                + "with `.` or `-`, and not `last`.")
    ]

    private static let execution: [SpecKey] = [
        SpecKey(
            "batch", [.word(["full"]), .whole(1...Int.max), .mapping()], .value("full"),
            example: "{ size: 32, shuffle: true }", unit: "samples",
            "How many samples an update sees: all of them, or so many."),
        SpecKey(
            "batch.size", [.whole(1...Int.max)], .required, example: "32", unit: "samples",
            "The size of a mini-batch; the last one is smaller where the size does not divide the samples."),
        SpecKey(
            "batch.shuffle", [.flag], .value("true"), example: "false",
            "Whether each epoch draws a new order of the samples."),
        SpecKey(
            "epochs", [.whole(0...Training.maximumEpochs)], .required, example: "20000", unit: "epochs",
            "The number of epochs: passes over all samples."),
        SpecKey(
            "precision", [.word(Precision.allCases.map(\.rawValue))], .value("float32"), example: "float64",
            "The floating-point types of parameters, data and arithmetic; every number of a spec that they meet must be one "
                + "in it."),
        SpecKey(
            "path", [.word(ComputationPath.allCases.map(\.rawValue))], .value("auto"), example: "dense",
            "How an epoch is computed: `auto` is the sweep where it serves the network, else matrix products."),
        SpecKey(
            "record", [.mapping(exclusive: [["perDecade", "every"], ["perDecade", "epochs"], ["every", "epochs"]])],
            .value("{ perDecade: 20, snapshots: true, checkpointSeconds: 5 }"), example: "{ every: 100 }",
            "Which epochs the history keeps, besides the first and the last, and what else the run saves."),
        SpecKey(
            "record.perDecade", [.whole(1...1000)], .value("20"), example: "50", unit: "epochs", in: "{}",
            "So many epochs in each power of ten."),
        SpecKey(
            "record.every", [.whole(1...(1 << 48))], .phrase("perDecade holds"), example: "100", unit: "epochs",
            in: "{}", "Every so many epochs."),
        SpecKey(
            "record.epochs", [.list(least: 0)], .phrase("perDecade holds"), example: "[10, 100, 1000]", in: "{}",
            "These epochs; an empty list for the first and the last alone."),
        SpecKey(
            "record.epochs.*", [.whole(Int.min...Int.max)], .alternative, example: "10", unit: "epochs",
            "An epoch; one outside of the run is left out."),
        SpecKey(
            "record.snapshots", [.flag], .value("true"), example: "false", in: "{}",
            "Whether the network is kept at epochs 1, 2, 5, 10, 20, 50, …"),
        SpecKey(
            "record.checkpointSeconds", [.number(NumberRange(from: 0.1, through: 86_400))], .value("5"), example: "60",
            unit: "seconds", in: "{}",
            "How much time is lost at most where the run is killed. A checkpoint that takes long comes less often, so that "
                + "checkpoints take at most 1 % of the time."),
        SpecKey(
            "record.tensorBoard", [.flag], .value("false"), example: "true", in: "{}",
            "Whether the figures of the history are also written to `events.out.tfevents.heaviside`, while the run trains, "
                + "for `tensorboard --logdir runs`."),
        SpecKey(
            "seed", [.seed], .value("1"), example: "7",
            "The seed of everything random: the initial parameters, and the order of mini-batches."),
    ]
}
