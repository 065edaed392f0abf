public import Networks

extension Experiment {
    /// The answer to the study's open question: a linear code, found by training.
    static let linearCode = Experiment(
        name: "linear-code",
        title: "A linear code and a decoder that is exact up to rounding, in twelve epochs from a random start",
        paper: "Autoencoder study for piecewise constant functions", section: "1",
        notice:
            "Four obstacles, four cures: the code is pulled to a line, each gap gets a kink, no output stays "
            + "dead, and the last layer is solved for. 'heaviside certify last --polish' rounds the network to an "
            + "exact one, and proves that.",
        spec: linearCodeSpec(name: "linear-code"))

    /// The spec of `linear-code` for another name, length or amplitude.
    public static func linearCodeSpec(name: String, length: Int = 129, amplitude: Amplitudes = 5) -> Spec {
        Spec(
            name: name, signals: SignalSpec(.step(StepFunctions(length: length, amplitude: amplitude))),
            network: CanonicalAutoencoder.layers(length: length), initialization: .drawn(.uniform(-0.05...0.05)),
            training: Training(
                loss: .hingeResidual(.mean), optimizer: .slopeNewton(), codeLinearity: CodeLinearity(projection: 0.9),
                kinkRepair: KinkRepair()),
            epochs: 12, precision: .float64,
            record: Spec.Record(epochs: .list([1, 2, 3, 4, 6, 8])))
    }
}
