public import Networks

/// The data of an experiment: a family of signals, and which of its samples are held out.
public struct SignalSpec: Sendable, Hashable {
    /// What the network should output.
    public enum Target: String, Sendable, Hashable, CaseIterable {
        /// The signal itself, as of an autoencoder.
        case signal
        /// The position and the amplitude of the signal.
        case parameters

        /// What the outputs are called where each is a number of its own; empty where they are a signal.
        public var names: [String] {
            switch self {
            case .signal: []
            case .parameters: ["position", "amplitude"]
            }
        }
    }

    /// The family with its parameters.
    public var family: Family
    /// The samples that are held out of training.
    public var holdOut: HoldOut
    /// What the network should output.
    public var target: Target

    /// Creates the data of a family; by default every sample is for training, and is to be reproduced.
    public init(_ family: Family, holdOut: HoldOut = .none, target: Target = .signal) {
        self.family = family
        self.holdOut = holdOut
        self.target = target
    }

    /// The number of entries of a signal.
    public var length: Int {
        get { family.signals.length }
        set { family = family.signals.resized(to: newValue).family }
    }

    /// Whether samples of these data are step functions of one amplitude, the blank aside.
    func areStepsOfOneAmplitude(_ samples: SampleSet) -> Bool {
        guard case .step = family else { return false }
        return Set(samples.amplitudes).subtracting([0]).count <= 1
    }

    /// The data, rounded to a precision.
    ///
    /// - Throws: `SignalError`, with the invalid parameter, with a value that the precision cannot hold, or with
    ///   amplitudes that become equal in it.
    public func data(in precision: Precision) throws(SignalError) -> RunData {
        var all = try family.signals.samples()
        if target == .parameters { all = try all.targetingParameters() }
        try family.signals.amplitudes.validate(in: precision.format)
        let rounding: DataRounding?
        (all, rounding) = try all.rounded(to: precision.format)
        let (training, heldOut) = try holdOut.split(all)
        return RunData(training: training, heldOut: heldOut, rounding: rounding)
    }

    /// The same, with errors that name the key of the spec.
    ///
    /// - Parameters:
    ///   - precision: the precision of the network.
    ///   - source: what to call the spec in messages.
    /// - Returns: the samples for training and those that are held out, with what rounding changed.
    /// - Throws: ``SpecError`` for data that cannot be made.
    public func data(in precision: Precision, source: String) throws(SpecError) -> RunData {
        do {
            return try data(in: precision)
        } catch {
            throw SpecError(source: source, key: "signals", error)
        }
    }
}
