internal import Networks

extension Experiment {
    /// The built-in experiments, the main one first.
    public static let all: [Experiment] = scalarCode + missingData + twoCodes

    private static let scalarCode: [Experiment] = [
        study(
            "autoencoder-study", "The study's experiment: an unconstrained autoencoder of all step functions",
            range: -0.05...0.05, encoder: Dense(1),
            notice:
                "It does not reconstruct the steps; its errors are smallest for transitions at the right; its "
                + "code is not linear."),
        study(
            "autoencoder-study-nonnegative", "The study's autoencoder, started from non-negative weights",
            range: 0...0.05, encoder: Dense(1),
            notice: "No output dies. The result is nearer to the paper's figures, and still not exact."),
        study(
            "autoencoder-study-linear-encoder", "The study's autoencoder, with its encoder fixed to the linear code",
            range: -0.05...0.05, encoder: Dense(1, fixed: .linear),
            notice: "The code is linear by construction; a third of the outputs are dead."),
        study(
            "autoencoder-study-linear-encoder-nonnegative",
            "The study's autoencoder with that fixed encoder, started from non-negative weights",
            range: 0...0.05, encoder: Dense(1, fixed: .linear),
            notice: "The best of these four, and still off by half the amplitude."),
        linearCode,
        hardThreshold(
            "hard-threshold", "A two-layer network of hard thresholds, written down instead of trained", length: 32,
            .reciprocal,
            notice:
                "Exact as computed in float32, but not in real arithmetic: 'heaviside certify last' says where. "
                + "From length 41 on it fails in float32 too, and from 49 in float64."
        ),
        hardThreshold(
            "hard-threshold-midpoint",
            "The hard-threshold network with weights 1/(i − ½), exact in floating point, too", length: 129,
            .midpoint,
            notice:
                "Exact in single precision up to length 6,551,842, more than a spec may have; at i = 6,551,843 "
                + "a weight is rounded too far for the first time."),
        threeLayers(
            "reversed-solution", "The papers' three layers, corrected: one hidden unit for each gap between codes",
            length: 129, amplitude: 5, .reversedSolution,
            notice:
                "Exact, with a linear code: 'heaviside certify last' proves it, and 'heaviside atlas last' maps "
                + "it."),
        threeLayers(
            "naive-solution", "The papers' naive solution, with the best last layer that it allows", length: 20,
            .naiveSolution,
            notice:
                "Every output is right but the last one of the blank signal, and no other last layer corrects "
                + "it: 'heaviside certify last' says why."
        ),
        threeLayers(
            "margin-decoder", "The corrected three layers with plateaus: steps are decoded from intervals of codes",
            length: 24, .marginDecoder(margin: 3), section: "2", paper: "Elementary response of deep neural networks",
            notice:
                "Each step but the blank and the full one is decoded from three quarters of its gap: 'heaviside "
                + "atlas last' shows it."),
        Experiment(
            name: "decoder-only", title: "A fixed linear encoder; only the two-layer decoder is trained",
            paper: "Three layers autoencoder for piece-wise constant functions", section: "3.2",
            notice: "Even with a linear code, training does not find the exact decoder.",
            spec: Spec(
                name: "decoder-only", signals: SignalSpec(.step(StepFunctions(length: 32))),
                network: [
                    Dense(1, fixed: .linear), Dense(32, activation: .relu), Dense(32, activation: .relu, bias: false),
                ],
                initialization: .drawn(.glorot(.uniform)),
                training: Training(loss: .squaredError(.mean), optimizer: .adam(learningRate: 1e-3)), epochs: 100_000)),
        Experiment(
            name: "homework-mlp", title: "Linear, ReLU, linear: reads the position and the amplitude of a step",
            paper: "Homework 1 (backpropagation)", section: "1.2",
            notice: "The network and the loss of the homework, a sum of squares, on step functions.",
            spec: Spec(
                name: "homework-mlp",
                signals: SignalSpec(
                    .step(StepFunctions(length: 16, amplitude: .range(from: 1, through: 2, count: 5))),
                    target: .parameters),
                network: [Dense(24, activation: .relu), Dense(2)], initialization: .drawn(.he(.uniform)),
                training: Training(loss: .squaredError(.sum), optimizer: .sgd(learningRate: 1e-5)), epochs: 50_000,
                precision: .float64)),
    ]

    private static func study(
        _ name: String, _ title: String, range: ClosedRange<Double>, encoder: Dense, notice: String
    ) -> Experiment {
        Experiment(
            name: name, title: title, paper: "Autoencoder study for piecewise constant functions",
            section: "1.1, figure 2",
            notice: notice,
            spec: Spec(
                name: name, signals: SignalSpec(.step(StepFunctions(length: 129, amplitude: 5))),
                network: [encoder, Dense(129, activation: .relu), Dense(129, activation: .relu, bias: false)],
                initialization: .drawn(.uniform(range)),
                training: Training(
                    loss: .squaredError(.mean), optimizer: .rmsProp(learningRate: 1e-4),
                    schedule: .steps([Schedule.Change(fromEpoch: 446_080, learningRate: 1e-5)])),
                epochs: 557_600))
    }

    private static func threeLayers(
        _ name: String, _ title: String, length: Int, amplitude: Amplitudes = 1, _ construction: Construction,
        section: String = "3.1", paper: String = "Three layers autoencoder for piece-wise constant functions",
        notice: String
    ) -> Experiment {
        Experiment(
            name: name, title: title, paper: paper, section: section, notice: notice,
            spec: Spec(
                name: name, signals: SignalSpec(.step(StepFunctions(length: length, amplitude: amplitude))),
                network: construction.layers(length: length), initialization: .construction(construction),
                training: .none, epochs: 0))
    }

    private static func hardThreshold(
        _ name: String, _ title: String, length: Int, _ weights: HardThresholdAutoencoder, notice: String
    ) -> Experiment {
        Experiment(
            name: name, title: title, paper: "Elementary response of deep neural networks", section: "3",
            notice: notice,
            spec: Spec(
                name: name, signals: SignalSpec(.step(StepFunctions(length: length, orientation: .leadingOnes))),
                network: HardThresholdAutoencoder.layers(length: length),
                initialization: .construction(.hardThreshold(weights)),
                training: .none, epochs: 0))
    }
}

extension Training {
    /// The recipe of a network that is constructed, not trained.
    static let none = Training(loss: .squaredError(.mean), optimizer: .sgd(learningRate: 0))
}
