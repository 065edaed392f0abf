public import Analysis
internal import Exact
public import Networks

/// Decides in exact arithmetic whether a network reproduces its data.
///
/// The verdict is about the real numbers that the stored weights denote. The results of floating-point evaluation are
/// kept apart from it, in ``float32`` and ``float64``.
public struct Certification: Sendable {
    /// The data.
    public let signals: SignalSpec
    /// The data, rounded to the network's precision.
    public let data: RunData
    /// The samples for training.
    public var samples: SampleSet { data.training }
    /// The network that the verdict is about, in dense layers: the polished one where a polish was requested and
    /// applies.
    public let network: TrainedNetwork
    /// The result of the polish; nil where none was requested.
    public let polish: PolishOutcome?
    /// The exact error of each sample.
    public let reconstruction: ExactReconstruction
    /// For a refuted network: whether another last layer would make it exact; nil for a proved one.
    public let lastLayer: LastLayerAnswer?
    /// Evaluation in single precision; nil where a weight or a value is not a single-precision number.
    public let float32: IEEEEvaluation?
    /// Evaluation in double precision.
    public let float64: IEEEEvaluation

    /// Whether the verdict is about the polished network.
    public var isPolished: Bool {
        if case .applied = polish { true } else { false }
    }

    /// Whether the network is to reproduce all n + 1 step functions of one amplitude, the blank among them: what
    /// theorem T1 is about.
    var isAboutAllSteps: Bool {
        signals.target == .signal && signals.areStepsOfOneAmplitude(samples) && samples.count == samples.length + 1
    }

    /// Whether every output equals its target, in real arithmetic.
    public var isProved: Bool { reconstruction.isExact }

    /// Decides whether a network reproduces the samples that are not held out.
    ///
    /// - Throws: `ExactnessError` for a network that exact arithmetic does not support, `SignalError` for data that
    ///   cannot be made.
    public init(_ network: TrainedNetwork, signals: SignalSpec, polishing: Bool = false) throws {
        try self.init(network, signals: signals, data: signals.data(in: network.precision), polishing: polishing)
    }

    /// Decides whether a network reproduces its samples.
    ///
    /// - Parameters:
    ///   - network: the network.
    ///   - signals: its data.
    ///   - data: those data, rounded to the network's precision.
    ///   - polishing: whether to round the network to the canonical exact one first.
    /// - Throws: `ExactnessError` for a network that exact arithmetic does not support.
    public init(
        _ network: TrainedNetwork, signals: SignalSpec, data: RunData, polishing: Bool = false
    ) throws(ExactnessError) {
        self.signals = signals
        self.data = data
        let samples = data.training
        switch network {
        case .float32(let network):
            let (decided, polish) = Self.polished(try Self.chain(network), signals, polishing)
            self.network = .float32(decided)
            self.polish = polish
            (reconstruction, lastLayer) = try Self.decide(decided, samples)
            float32 = IEEEEvaluation(decided, on: samples)
            float64 = IEEEEvaluation(decided.withRoundedSlopes.converted(to: Double.self), on: samples)
        case .float64(let network):
            let (decided, polish) = Self.polished(try Self.chain(network), signals, polishing)
            self.network = .float64(decided)
            self.polish = polish
            (reconstruction, lastLayer) = try Self.decide(decided, samples)
            float32 = Self.inSinglePrecision(decided, samples).map { IEEEEvaluation($0, on: samples) }
            float64 = IEEEEvaluation(decided, on: samples)
        }
    }

    /// The network as certificates have it: a chain of dense layers.
    private static func chain<S: TrainableScalar>(_ network: Network<S>) throws(ExactnessError) -> Network<S> {
        do {
            return try network.lowered()
        } catch {
            throw ExactnessError(place: error.place, problem: error.problem)
        }
    }

    private static func polished<S: TrainableScalar & BinaryFloatingPoint>(
        _ network: Network<S>, _ signals: SignalSpec, _ polishing: Bool
    ) -> (Network<S>, PolishOutcome?) {
        guard polishing else { return (network, nil) }
        guard let steps = signals.steps, signals.target == .signal else {
            return (
                network, .refused(part: "signals", reason: "expected step functions that the network is to reproduce")
            )
        }
        do {
            let polish = try CanonicalPolish(network, for: steps)
            return (polish.network, .applied(PolishSummary(polish)))
        } catch {
            return (network, .refused(part: error.place, reason: error.problem))
        }
    }

    private static func decide<S: TrainableScalar>(
        _ network: Network<S>, _ samples: SampleSet
    ) throws(ExactnessError) -> (ExactReconstruction, LastLayerAnswer?) {
        let exact = try ExactNetwork(network)
        let data = try ExactSamples(samples, in: S.self)
        let reconstruction = try ExactReconstruction(exact, on: data)
        return (reconstruction, reconstruction.isExact ? nil : LastLayerAnswer(exact, on: data))
    }

    private static func inSinglePrecision(_ network: Network<Double>, _ samples: SampleSet) -> Network<Float>? {
        func fits(_ values: [Double]) -> Bool { values.allSatisfy { Double(Float($0)) == $0 } }
        let isSingle =
            fits(samples.signals.elements) && fits(samples.targets.elements)
            && network.layers.allSatisfy { fits($0.weight.elements) && fits($0.bias ?? []) }
        return isSingle ? network.converted(to: Float.self) : nil
    }
}
