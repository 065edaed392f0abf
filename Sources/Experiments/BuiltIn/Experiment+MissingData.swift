internal import Networks

extension Experiment {
    /// What a network may output at positions that are missing from its data.
    static let missingData: [Experiment] = [
        Experiment(
            name: "sub-optimal",
            title: "Written down: exact at the eight positions that it knows, off by 1000 amplitudes at the one that "
                + "it does not",
            paper: "Elementary response of deep neural networks", section: "2",
            notice:
                "'heaviside certify last' proves it on its own data; with --set signals.holdOut=none it is "
                + "refuted, by an error of 1000.",
            spec: Spec(
                name: "sub-optimal",
                signals: SignalSpec(.step(StepFunctions(length: 8, orientation: .leadingOnes)), holdOut: .gap(5...5)),
                network: CanonicalAutoencoder.layers(length: 8),
                initialization: .construction(.incomplete(missing: [5], excess: 1000)),
                training: .none, epochs: 0))
    ]
}
