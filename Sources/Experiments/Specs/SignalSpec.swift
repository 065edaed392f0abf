public import Networks

/// The data of an experiment: a family of signals, and which of its samples are held out.
public struct SignalSpec: Sendable, Hashable {
    /// What the network should output.
    public enum Target: String, Sendable, Hashable, CaseIterable {
        /// The signal itself: an autoencoder.
        case signal
        /// Position and amplitude.
        case parameters
    }

    /// The family with its parameters.
    public var family: Family
    /// Which samples are kept from training.
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

    /// The samples for training and those held out.
    ///
    /// - Throws: `SignalError`, with the parameter at fault.
    public func samples() throws(SignalError) -> (training: SampleSet, heldOut: SampleSet?) {
        var all = try family.signals.samples()
        if target == .parameters { all = try all.targetingParameters() }
        return try holdOut.split(all)
    }

    /// The same, with errors that say where in a spec the parameter stands.
    ///
    /// - Parameter source: what to call the spec in messages.
    /// - Throws: ``SpecError``.
    public func samples(source: String) throws(SpecError) -> (training: SampleSet, heldOut: SampleSet?) {
        do {
            return try samples()
        } catch {
            throw SpecError(source: source, key: "signals", error)
        }
    }
}
