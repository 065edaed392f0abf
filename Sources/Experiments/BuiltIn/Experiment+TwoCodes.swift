internal import Networks

extension Experiment {
    /// Steps of several amplitudes; the code has two units, for position and amplitude.
    static let twoCodes: [Experiment] = [
        Experiment(
            name: "position-amplitude",
            title: "Four written-down layers: the code of a step is its position and its amplitude",
            paper: "Elementary response of deep neural networks", section: "2",
            notice: "Exact for every amplitude from 1 to 5: 'heaviside certify last' proves it for nine of them.",
            spec: Spec(
                name: "position-amplitude", signals: stepsOfManyAmplitudes,
                network: PositionAmplitudeAutoencoder.layers(length: 33),
                initialization: .construction(.positionAmplitude), training: .none, epochs: 0)),
        Experiment(
            name: "position-amplitude-training",
            title:
                "The layers of position-amplitude, trained from random weights",
            paper: "Elementary response of deep neural networks", section: "2",
            notice:
                "Off by at most 0.9 % of the largest amplitude, and exact for no step. Its codes are polar: a "
                + "direction for the position, a length for the amplitude. No affine map reads these from them "
                + "well: r² = 0.57 and 0.23.",
            spec: Spec(
                name: "position-amplitude-training", signals: stepsOfManyAmplitudes,
                network: PositionAmplitudeAutoencoder.layers(length: 33),
                initialization: .drawn(.uniform(-0.2...0.2)),
                training: Training(
                    loss: .hingeResidual(.mean), optimizer: .adam(learningRate: 3e-3, beta2: 0.99),
                    schedule: .steps([
                        Schedule.Change(fromEpoch: 200_000, learningRate: 1e-3),
                        Schedule.Change(fromEpoch: 280_000, learningRate: 3e-4),
                        Schedule.Change(fromEpoch: 360_000, learningRate: 1e-4),
                        Schedule.Change(fromEpoch: 440_000, learningRate: 3e-5),
                        Schedule.Change(fromEpoch: 520_000, learningRate: 1e-5),
                    ])),
                epochs: 600_000)),
        scaleEquivariant(
            .canonical, "scale-equivariant",
            title: "Three written-down layers without biases: exact for steps of every amplitude",
            amplitudes: .range(from: 0.5, through: 8, count: 6),
            notice:
                "Exact in real arithmetic for every amplitude c > 0, with a code linear in the signal, (c, cθ). "
                + "To start from the weights that 'heaviside run linear-code' trained, lifted to all amplitudes: "
                + "--set 'initialization={lifted: {file: runs/linear-code-1/model.safetensors, amplitude: 5}}'."
        ),
        scaleEquivariant(
            .midpoint, "scale-equivariant-midpoint",
            title: "The scale-equivariant layers with kinks between the codes, exact in floating point, too",
            amplitudes: .list([0.1, 1.0 / 3, 0.7, 1.9, 3.3, 7.7]),
            notice:
                "Exact in single and double precision, whatever the bits of an amplitude c, as long as 4 n c = 516 c is finite."
        ),
    ]

    private static func scaleEquivariant(
        _ autoencoder: ScaleEquivariantAutoencoder, _ name: String, title: String, amplitudes: Amplitudes,
        notice: String
    ) -> Experiment {
        Experiment(
            name: name, title: title, paper: "Elementary response of deep neural networks", section: "2",
            notice: notice,
            spec: Spec(
                name: name, signals: SignalSpec(.step(StepFunctions(length: 129, amplitude: amplitudes))),
                network: ScaleEquivariantAutoencoder.layers(length: 129),
                initialization: .construction(.scaleEquivariant(autoencoder)), training: .none, epochs: 0,
                precision: .float64))
    }

    private static let stepsOfManyAmplitudes = SignalSpec(
        .step(StepFunctions(length: 33, amplitude: .range(from: 1, through: 5, count: 9))))
}
