internal import Analysis
internal import Exchange
import Foundation
public import Networks

/// Carries out a spec: makes the data and the network, trains, and measures.
public struct ExperimentRun: Sendable {
    /// The experiment.
    public let spec: Spec
    /// Where the spec came from, for messages.
    public let source: String
    /// Folders that a relative path in the spec may be relative to, the first that has the file winning.
    public let searchFolders: [String]

    private let samples: SampleSet
    private let heldOut: SampleSet?

    /// Makes the data.
    ///
    /// - Throws: ``SpecError`` for data that cannot be made.
    public init(_ spec: Spec, source: String, searchFolders: [String] = ["."]) throws(SpecError) {
        self.spec = spec
        self.source = source
        self.searchFolders = searchFolders
        do {
            (samples, heldOut) = try spec.signals.samples()
        } catch {
            throw SpecError(source: source, key: "signals.\(error.parameter)", problem: error.problem)
        }
    }

    /// Checks, without training, everything that can be wrong with start and recipe.
    ///
    /// - Returns: the run with the path of its initial model, if it has one, made absolute.
    /// - Throws: ``SpecError`` for shapes and recipes that do not fit, `ExchangeError` for a model that cannot be read.
    public func checked() throws -> ExperimentRun {
        switch spec.precision {
        case .float32: try validate(as: Float.self)
        case .float64: try validate(as: Double.self)
        }
        guard case .file(let path) = spec.initialization else { return self }
        var resolved = spec
        resolved.initialization = .file(URL(fileURLWithPath: try locate(path)).standardizedFileURL.path)
        return try ExperimentRun(resolved, source: source, searchFolders: searchFolders)
    }

    /// The same experiment with another seed.
    public func seeded(_ seed: UInt64) throws -> ExperimentRun {
        var other = spec
        other.seed = seed
        return try ExperimentRun(other, source: source, searchFolders: searchFolders)
    }

    /// Trains and measures.
    ///
    /// - Parameters:
    ///   - recorder: where history, snapshots and checkpoints go, and where a checkpoint to go on from lies.
    ///   - stop: ends training early.
    ///   - progress: called several times a second.
    /// - Returns: how training ended, and what the network does.
    /// - Throws: what the recorder throws.
    public func run(
        recorder: (any RunRecorder)? = nil, stop: StopRequest? = nil, progress: ((TrainingProgress) -> Void)? = nil
    ) throws -> RunResult {
        switch spec.precision {
        case .float32: try run(as: Float.self, recorder: recorder, stop: stop, progress: progress)
        case .float64: try run(as: Double.self, recorder: recorder, stop: stop, progress: progress)
        }
    }

    private func validate<S: TrainableScalar>(as type: S.Type) throws {
        let network: Network<S> = try initialNetwork()
        do {
            try spec.training.validate(network, samples: samples, epochs: spec.epochs)
        } catch {
            throw SpecError(source: source, key: error.part, problem: error.problem)
        }
    }

    private func run<S: TrainableScalar>(
        as type: S.Type, recorder: (any RunRecorder)?, stop: StopRequest?, progress: ((TrainingProgress) -> Void)?
    ) throws -> RunResult {
        var network: Network<S> = try initialNetwork()
        let checkpoint = try recorder?.savedCheckpoint(like: network)
        let snapshots = Set(spec.record.snapshots ? Self.snapshotEpochs(through: spec.epochs) : [])
        let outcome = try spec.training.fit(
            &network, to: samples, epochs: spec.epochs, from: checkpoint,
            observing: .list(spec.record.epochs.epochs(through: spec.epochs) + snapshots.sorted()), stop: stop,
            observer: { observation in
                guard let recorder else { return }
                let measures = Measures(of: observation.network, on: samples)
                try recorder.record(
                    HistoryRow(
                        epoch: observation.epoch, loss: observation.loss, learningRate: observation.learningRate,
                        maxAbsoluteError: measures.error.maxAbsolute, codeR2: measures.code?.r2))
                if snapshots.contains(observation.epoch) {
                    try recorder.record(snapshot: observation.network, epoch: observation.epoch)
                }
            }, progress: progress)
        if outcome.status == .interrupted { try recorder?.record(outcome.checkpoint) }
        return RunResult(
            spec: spec, status: RunResult.Status(outcome.status), epochs: outcome.epochs, loss: outcome.loss,
            seconds: outcome.seconds, microsecondsPerEpoch: outcome.microsecondsPerEpoch, path: outcome.path,
            network: TrainedNetwork(network), samples: samples, measures: Measures(of: network, on: samples),
            heldOut: heldOut.map { Measures(of: network, on: $0) })
    }

    /// A result for a network that was trained before, without training.
    public func evaluate(_ network: TrainedNetwork, summary: RunSummary) -> RunResult {
        RunResult(
            spec: spec, status: summary.status, epochs: summary.epochs, loss: summary.loss ?? .nan,
            seconds: summary.seconds, microsecondsPerEpoch: summary.microsecondsPerEpoch ?? 0,
            path: ComputationPath(rawValue: summary.path) ?? .auto, network: network, samples: samples,
            measures: network.measures(on: samples), heldOut: heldOut.map { network.measures(on: $0) })
    }

    /// The network before training.
    public func initialNetwork<S: TrainableScalar>(as type: S.Type = S.self) throws -> Network<S> {
        do {
            switch spec.initialization {
            case .drawn(let initialization):
                return try Network(
                    inputs: samples.length, layers: spec.network, initialization: initialization, seed: spec.seed)
            case .construction(let construction):
                return try constructed(construction)
            case .file(let path):
                let found = try locate(path)
                return try NetworkFile.read(SafetensorsFile(contentsOf: found), path: found, like: shape())
            }
        } catch let error as NetworkError {
            throw SpecError(source: source, key: "network", problem: error.description)
        }
    }

    /// A network of the spec's shape whose parameters are all 0.
    public func shape<S: Scalar>(as type: S.Type = S.self) throws(NetworkError) -> Network<S> {
        try Network(inputs: samples.length, layers: spec.network, initialization: .zeros, seed: spec.seed)
    }

    private func constructed<S: Scalar>(_ construction: HardThresholdDecoder) throws -> Network<S> {
        guard case .step(let steps) = spec.signals.family else {
            throw SpecError(
                source: source, key: "initialization.construction", problem: "it is made for signals of family step")
        }
        let expected = HardThresholdDecoder.layers(length: samples.length)
        func shape(_ layers: [Dense]) -> [String] {
            layers.map { "{ dense: \($0.outputs), activation: \($0.activation), bias: \($0.hasBias) }" }
        }
        guard shape(spec.network) == shape(expected) else {
            throw SpecError(
                source: source, key: "network",
                problem:
                    "the construction \(construction.rawValue) has the layers \(shape(expected).joined(separator: ", "))"
            )
        }
        var network: Network<S> = try construction.network(length: samples.length, orientation: steps.orientation)
        for l in network.layers.indices { network.layers[l].description = spec.network[l] }
        return network
    }

    private func locate(_ path: String) throws -> String {
        guard !path.hasPrefix("/") else { return path }
        let candidates = searchFolders.map { $0 == "." ? path : "\($0)/\(path)" }
        var first: ExchangeError?
        for candidate in candidates {
            do {
                _ = try AtomicFile.read(candidate)
                return candidate
            } catch { first = first ?? error }
        }
        if let first { throw first }
        return path
    }

    /// 1, 2, 5, 10, 20, 50, … up to `epochs`.
    static func snapshotEpochs(through epochs: Int) -> [Int] {
        var result: [Int] = []
        var power = 1
        while power < epochs {
            result += [power, 2 * power, 5 * power].filter { $0 < epochs }
            power *= 10
        }
        return result
    }
}

extension RunResult.Status {
    fileprivate init<S>(_ status: TrainingOutcome<S>.Status) {
        switch status {
        case .finished: self = .finished
        case .interrupted: self = .interrupted
        case .diverged: self = .diverged
        }
    }
}
