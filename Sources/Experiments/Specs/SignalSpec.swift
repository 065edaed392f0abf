internal import Diagnostics
internal import Foundation
public import Networks

/// The data of an experiment: a family of signals or a file, and which of the samples are held out.
public struct SignalSpec: Sendable, Hashable {
    /// What the network should output.
    public enum Target: String, Sendable, Hashable, CaseIterable {
        /// The signal itself, as of an autoencoder.
        case signal
        /// The position and the amplitude of the signal, and its width where there are several.
        case parameters

        /// What so many outputs are called where each is a number of its own; empty where they are a signal.
        public func names(_ outputs: Int) -> [String] {
            switch self {
            case .signal: []
            case .parameters: Array(["position", "amplitude", "width"].prefix(outputs))
            }
        }
    }

    /// The family with its parameters.
    public var family: Family
    /// The samples that are held out of training, and watched in the history.
    public var holdOut: HoldOut
    /// The samples that are kept for a test at the end.
    public var test: HoldOut
    /// What the network should output.
    public var target: Target
    /// The noise that is added to the signals of a family; nil for none.
    public var noise: AdditiveNoise?

    /// Creates the data of a family; by default every sample is for training, and is to be reproduced.
    public init(
        _ family: Family, holdOut: HoldOut = .none, test: HoldOut = .none, target: Target = .signal,
        noise: AdditiveNoise? = nil
    ) {
        self.family = family
        self.holdOut = holdOut
        self.test = test
        self.target = target
        self.noise = noise
    }

    /// The number of entries of a signal; nil for a file that has not been read. Signals of a file keep theirs,
    /// whatever it is set to.
    public var length: Int? {
        get { family.signals?.length ?? file?.shape?.reduce(1, *) }
        set {
            guard let newValue, let signals = family.signals else { return }
            family = signals.resized(to: newValue).family
        }
    }

    /// The shape of a signal; nil for a file that has not been read.
    public var shape: [Int]? { family.signals.map { [$0.length] } ?? file?.shape }

    /// The file that the data come from; nil for a family. Setting it to nil changes nothing.
    public var file: FileSignals? {
        get { if case .file(let file) = family { file } else { nil } }
        set { if let newValue { family = .file(newValue) } }
    }

    /// Whether the network should output its input.
    public var isAutoencoding: Bool { file.map { $0.targets == nil } ?? (target == .signal) }

    /// What so many outputs are called where each is a number of its own; empty where they are a signal, or too many.
    public func targetNames(outputs: Int) -> [String] { file?.targetNames(outputs) ?? target.names(outputs) }

    /// The same data, a relative path of their file being one in `folder`.
    ///
    /// - Parameter folder: the folder of the spec.
    /// - Returns: data whose file, if they have one, has an absolute path.
    public func located(in folder: String) -> SignalSpec {
        var located = self
        located.file?.path =
            file.map { file in
                let path = file.path.hasPrefix("/") ? file.path : "\(folder)/\(file.path)"
                return URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path
            } ?? ""
        return located
    }

    /// The step functions that the data are, without noise; nil for other data.
    public var steps: StepFunctions? { if case .step(let steps) = family, noise == nil { steps } else { nil } }

    /// Whether samples of these data are step functions of one amplitude, the blank aside.
    func areStepsOfOneAmplitude(_ samples: SampleSet) -> Bool {
        guard steps != nil else { return false }
        return Set(samples.amplitudes).subtracting([0]).count <= 1
    }

    /// The data, rounded to a precision.
    ///
    /// A file is read each time; a relative path is one in the current folder: see ``located(in:)``.
    ///
    /// - Throws: `SignalError`, with the invalid parameter, with a value that the precision cannot hold, with
    ///   amplitudes that become equal in it, or with what is wrong with a file.
    public func data(in precision: Precision) throws(SignalError) -> RunData {
        var all = try samples(in: precision)
        var parts = try holdOut.partition(all, test: test, copies: noise?.copies ?? 1)
        var normalisation: Normalisation?
        if let method = file?.normalise {
            let known = try Normalisation(method, of: parts.split(all).training)
            (all, normalisation) = (all.normalised(by: known), known)
        }
        if file != nil { try Self.check(all, in: precision) }
        if let noise {
            if let (_, problem) = all.firstObjection(in: precision.format, zeroIsRight: false) {
                throw SignalError(place: "amplitude", problem: problem)
            }
            // The copies of a signal stay together, so that none held out is in the training data with other noise.
            (all, parts) = (try noise.added(to: all), parts.repeated(noise.copies))
            if noise.copies > 1 { parts = try holdOut.movingCopies(in: parts, of: all, test: test) }
            if let (_, problem) = all.firstObjection(in: precision.format, zeroIsRight: false) {
                throw SignalError(place: "noise.deviation", problem: "with the noise, \(problem)")
            }
        }
        let rounding: DataRounding?
        (all, rounding) = try all.rounded(to: precision.format)
        let (training, heldOut, test) = parts.split(all)
        try checkClasses(training, heldOut: heldOut, test: test)
        return RunData(
            training: training, heldOut: heldOut, test: test, normalisation: normalisation, rounding: rounding)
    }

    /// Refuses samples for training of one class only, and others of a class that none of them has.
    private func checkClasses(
        _ training: SampleSet, heldOut: SampleSet?, test: SampleSet?
    ) throws(SignalError) {
        func name(_ index: Int) -> String {
            guard let names = file?.classNames, names.indices.contains(index) else { return "\(index)" }
            return names[index].shortened()
        }
        let known = Set(training.classes ?? [])
        if let only = known.first, known.count == 1 {
            throw SignalError(
                place: "targets",
                problem:
                    "\(training.count == 1 ? "the only sample" : "every one of the \(training.count) samples") for "
                    + "training is of class \(name(only)): expected at least two classes")
        }
        for (key, samples, what) in [("holdOut", heldOut, "held out"), ("test", test, "for the test")] {
            let classes = samples?.classes ?? []
            guard let unseen = classes.first(where: { !known.contains($0) }) else { continue }
            let count = classes.count { $0 == unseen }
            throw SignalError(
                place: key,
                problem:
                    "\(count == 1 ? "a sample" : "\(count) samples") of class \(name(unseen)) \(count == 1 ? "is" : "are") "
                    + "\(what), and none is for training: expected samples of each class for training")
        }
    }

    /// Every sample, neither normalised nor rounded.
    private func samples(in precision: Precision) throws(SignalError) -> SampleSet {
        guard let signals = family.signals else {
            return try file?.samples() ?? SampleSet(signals: Matrix(rows: 0, columns: 0, elements: []))
        }
        let samples = try signals.samples()
        try signals.amplitudes.validate(in: precision.format)
        return target == .parameters ? try samples.targetingParameters() : samples
    }

    /// Refuses a value of a file that the precision cannot hold, with its index.
    private static func check(_ samples: SampleSet, in precision: Precision) throws(SignalError) {
        guard let (place, problem) = samples.firstObjection(in: precision.format, zeroIsRight: false) else { return }
        // "signals[3, 7]" is what the file calls inputs.
        let (key, index) = (place.hasPrefix("targets") ? "targets" : "inputs", place.drop { $0 != "[" })
        throw SignalError(place: key, problem: "\(key)\(index): \(problem)")
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
