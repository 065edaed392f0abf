internal import Networks

extension Experiment {
    /// Steps of many amplitudes, whose code has two units: one for the position, one for the amplitude.
    static let twoCodes: [Experiment] = [
        Experiment(
            name: "position-amplitude",
            title: "Four layers that are written down: the code of a step is its position and its amplitude",
            paper: "Elementary response of deep neural networks", section: "2",
            notice: "Exact for every amplitude from 1 to 5: heaviside certify last proves it for nine of them.",
            spec: Spec(
                name: "position-amplitude", signals: stepsOfManyAmplitudes,
                network: PositionAmplitudeAutoencoder.layers(length: 33),
                initialization: .construction(.positionAmplitude), loss: .squaredError(.mean),
                optimizer: .sgd(learningRate: 0), epochs: 0)),
        Experiment(
            name: "position-amplitude-training", title: "The same four layers, trained from random weights",
            paper: "Elementary response of deep neural networks", section: "2",
            notice:
                "Within 0.9 % of the largest amplitude, nowhere exact. Its codes are polar: a direction for the position, a length for "
                + "the amplitude; affine maps read them with r² = 0.57 and 0.23.",
            spec: Spec(
                name: "position-amplitude-training", signals: stepsOfManyAmplitudes,
                network: PositionAmplitudeAutoencoder.layers(length: 33),
                initialization: .drawn(.uniform(-0.2...0.2)), loss: .hingeResidual(.mean),
                optimizer: .adam(learningRate: 3e-3, beta2: 0.99),
                schedule: .steps([
                    Schedule.Change(fromEpoch: 200_000, learningRate: 1e-3),
                    Schedule.Change(fromEpoch: 280_000, learningRate: 3e-4),
                    Schedule.Change(fromEpoch: 360_000, learningRate: 1e-4),
                    Schedule.Change(fromEpoch: 440_000, learningRate: 3e-5),
                    Schedule.Change(fromEpoch: 520_000, learningRate: 1e-5),
                ]),
                epochs: 600_000)),
    ]

    private static let stepsOfManyAmplitudes = SignalSpec(
        .step(StepFunctions(length: 33, amplitude: .range(from: 1, through: 5, count: 9))))
}
