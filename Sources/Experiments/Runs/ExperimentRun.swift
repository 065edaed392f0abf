internal import Analysis
internal import Exchange
import Foundation
public import Networks

/// Carries out a spec: makes the data and the network, trains, and measures.
///
/// It writes no file: results go to a ``RunRecorder``. It reads the files that a spec names: of its data, and of the
/// model that training starts from.
public struct ExperimentRun: Sendable {
    /// The experiment; the paths of its data and of an initial model are absolute, and data from a file have a shape.
    public private(set) var spec: Spec
    /// What messages call the spec.
    public let source: String

    /// The data, rounded to the precision of the spec.
    public let data: RunData
    /// The samples for training.
    public var samples: SampleSet { data.training }
    /// The samples that are held out; nil where none are.
    public var heldOut: SampleSet? { data.heldOut }

    /// The amplitude that relative errors refer to.
    public var amplitude: Double { samples.amplitude > 0 ? samples.amplitude : 1 }

    /// The most rows that a history may have.
    static let maximumHistory = 1_000_000

    /// Makes or reads the data, and looks for the file of the initial model.
    ///
    /// - Parameters:
    ///   - spec: the experiment.
    ///   - source: what to call the spec in messages.
    ///   - searchFolders: the folders in which a relative path of the spec is looked for, in this order; the data are
    ///     looked for in the first alone.
    /// - Throws: ``SpecError`` for data that cannot be made or read.
    public init(_ spec: Spec, source: String, searchFolders: [String] = ["."]) throws(SpecError) {
        self.spec = spec
        self.source = source
        self.spec.signals = spec.signals.located(in: searchFolders.first ?? ".")
        try self.spec.resolveClasses(source: source)
        try self.spec.resolveClassNames(source: source)
        data = try self.spec.signals.data(in: spec.precision, source: source)
        try self.spec.resolveFile(for: data.training, source: source)
        switch spec.initialization {
        case .drawn, .construction: break
        case .file(let path, let layout):
            self.spec.initialization = .file(Self.found(path, in: searchFolders), layout: layout)
        case .lifted(let path, let amplitude):
            self.spec.initialization = .lifted(file: Self.found(path, in: searchFolders), amplitude: amplitude)
        }
    }

    /// The paths of the files that the run reads: of its data, and of the model that it starts from.
    public var files: [String] {
        let data = spec.signals.file.map { [$0.path] } ?? []
        switch spec.initialization {
        case .drawn, .construction: return data
        case .file(let path, _): return data + [path]
        case .lifted(let path, _): return data + [path]
        }
    }

    private static func found(_ path: String, in folders: [String]) -> String {
        let candidates = path.hasPrefix("/") ? [path] : folders.map { "\($0)/\(path)" }
        let found = candidates.first { FileManager.default.fileExists(atPath: $0) } ?? candidates.last
        // A link such as runs/last points elsewhere as soon as the new run has a folder.
        return URL(fileURLWithPath: found ?? path).resolvingSymlinksInPath().standardizedFileURL.path
    }

    /// Checks the start and the recipe, without training.
    ///
    /// - Throws: ``SpecError`` for shapes and recipes that do not fit, `ExchangeError` for a model that cannot be read.
    public func check() throws {
        try checkStartShape()
        try checkRecipe()
        _ = try start()
    }

    /// Checks the recipe, without training, and without the start.
    ///
    /// - Throws: ``SpecError`` for shapes and recipes that do not fit.
    public func checkRecipe() throws(SpecError) {
        if case .every(let step) = spec.record.epochs, spec.epochs / step >= Self.maximumHistory {
            throw SpecError(
                source: source, key: "record.every",
                problem: "\(step) makes \(spec.epochs / step) rows of history: expected at most \(Self.maximumHistory)")
        }
        try checkTerms()
        switch spec.precision {
        case .float32, .float32DoubleAccumulators: try checkRecipe(as: Float.self)
        case .float64: try checkRecipe(as: Double.self)
        }
    }

    /// Checks that the data are what the terms of training need.
    private func checkTerms() throws(SpecError) {
        let needs =
            spec.training.codeLinearity != nil || spec.training.kinkRepair != nil
            || spec.training.optimizer.needsScalarCode
        if needs, samples.length < 2 {
            throw SpecError(
                source: source, key: "signals.length",
                problem: "\(samples.length): a code has a line, and gaps with kinks, from length 2 on")
        }
        guard spec.training.codeLinearity != nil else { return }
        guard spec.signals.areStepsOfOneAmplitude(samples)
        else {
            throw SpecError(
                source: source, key: "codeLinearity",
                problem:
                    "equal encoder weights make a code linear for steps of one amplitude only: expected signals of family "
                    + "step with one amplitude, or codeLinearity: none")
        }
    }

    private func checkRecipe<S: TrainableScalar>(as type: S.Type) throws(SpecError) {
        let network: Network<S>
        do {
            network = try zeroNetwork()
        } catch {
            throw SpecError(source: source, error)
        }
        do {
            try spec.training.validate(network, samples: samples, epochs: spec.epochs)
        } catch {
            throw SpecError(source: source, rule: spec.training.optimizer.name, error)
        }
    }

    /// The same experiment with another seed.
    public func seeded(_ seed: UInt64) -> ExperimentRun {
        var run = self
        run.spec.seed = seed
        return run
    }

    /// Trains and measures.
    ///
    /// - Parameters:
    ///   - recorder: keeps history, snapshots and checkpoints, and may have a checkpoint to continue from.
    ///   - stop: ends training early.
    ///   - progress: called several times a second.
    /// - Returns: how training ended, with the network and its measures.
    /// - Throws: what ``check()`` and the recorder throw.
    public func run(
        recorder: (any RunRecorder)? = nil, stop: StopRequest? = nil, progress: ((TrainingProgress) -> Void)? = nil
    ) throws -> RunResult {
        switch spec.precision {
        case .float32, .float32DoubleAccumulators:
            try run(as: Float.self, recorder: recorder, stop: stop, progress: progress)
        case .float64: try run(as: Double.self, recorder: recorder, stop: stop, progress: progress)
        }
    }

    private func run<S: TrainableScalar>(
        as type: S.Type, recorder: (any RunRecorder)?, stop: StopRequest?, progress: ((TrainingProgress) -> Void)?
    ) throws -> RunResult {
        let checkpoint: TrainingCheckpoint<S>? = try recorder?.savedCheckpoint(like: zeroNetwork(), epochs: spec.epochs)
        try recorder?.start(spec, epoch: checkpoint?.epoch ?? 0)
        var network = try checkpoint?.network ?? initialNetwork()
        let snapshots = Set(spec.record.snapshots ? Self.snapshotEpochs(through: spec.epochs) : [])
        let losses = recorder.map(LossBlocks.init)
        let outcome = try spec.training.fit(
            &network, to: samples, epochs: spec.epochs, from: checkpoint,
            observing: .list(spec.record.epochs.epochs(through: spec.epochs) + snapshots.sorted()), stop: stop,
            observer: { observation in
                guard let recorder else { return }
                let measures = Measures(of: observation.network, on: samples)
                try recorder.record(
                    HistoryRow(
                        epoch: observation.epoch, loss: observation.loss, learningRate: observation.learningRate,
                        maxAbsoluteError: spec.training.loss.comparesOutputs ? measures.error.maxAbsolute : .nan,
                        codeR2: measures.code?.r2,
                        codeDeviation: measures.code?.maxDeviation,
                        heldOutLoss: loss(of: observation.network, on: heldOut),
                        testLoss: loss(of: observation.network, on: data.test)))
                if snapshots.contains(observation.epoch) {
                    try recorder.record(snapshot: observation.network, epoch: observation.epoch)
                }
            }, everyEpoch: losses.map { losses in { try losses.add(epoch: $0, loss: $1, learningRate: $2) } },
            watch: recorder?.epochObserver.flatMap { $0.watch() },
            checkpointing: recorder.map { recorder in
                {
                    try losses?.flush()
                    try recorder.record($0)
                }
            }, checkpointSeconds: spec.record.checkpointSeconds, progress: progress)
        try losses?.flush()
        // A run that has finished can be trained further, and so keeps its last state, too.
        if outcome.status == .interrupted || outcome.status == .finished && outcome.epochs > 0 {
            try recorder?.record(outcome.checkpoint)
        }
        let result = result(of: outcome, network, status: outcome.status)
        try recorder?.finish(result)
        return result
    }

    /// What training came to, with the measures of its network.
    public func result<S: TrainableScalar>(
        of outcome: TrainingOutcome<S>, _ network: Network<S>, status: TrainingStatus
    ) -> RunResult {
        let measures = Measures(of: network, on: samples)
        let unseen = heldOut.map { Measures(of: network, on: $0, scales: scales) }
        let test = data.test.map { Measures(of: network, on: $0, scales: scales) }
        return RunResult(
            spec: spec, status: status, epochs: outcome.epochs, loss: outcome.loss,
            seconds: outcome.seconds, microsecondsPerEpoch: outcome.microsecondsPerEpoch, path: outcome.path,
            network: TrainedNetwork(network), samples: samples, normalisation: data.normalisation,
            rounding: data.rounding,
            measures: measures, heldOutSamples: heldOut, heldOut: unseen, heldOutLoss: loss(of: network, on: heldOut),
            testSamples: data.test, test: test, testLoss: loss(of: network, on: data.test),
            deadUnits: deadUnits(network, measures, heldOut: unseen, state: outcome.checkpoint),
            encoderGradientSum: outcome.checkpoint.encoderGradientSum, roundedStartValues: roundedStartValues)
    }

    /// The result for a network that was trained before: it is measured, not trained.
    public func evaluate(
        _ network: TrainedNetwork, summary: RunSummary, encoderGradientSum: [Double]? = nil
    ) -> RunResult {
        let (measures, unseen) = (
            network.measures(on: samples), heldOut.map { network.measures(on: $0, scales: scales) }
        )
        let unknown: [DeadUnit]
        let losses: (heldOut: Double?, test: Double?)
        switch network {
        case .float32(let network):
            unknown = deadUnits(network, measures, heldOut: unseen, state: nil)
            losses = (loss(of: network, on: heldOut), loss(of: network, on: data.test))
        case .float64(let network):
            unknown = deadUnits(network, measures, heldOut: unseen, state: nil)
            losses = (loss(of: network, on: heldOut), loss(of: network, on: data.test))
        }
        return RunResult(
            spec: spec, status: summary.status.training, epochs: summary.epochs, loss: summary.loss ?? .nan,
            seconds: summary.seconds, microsecondsPerEpoch: summary.microsecondsPerEpoch,
            path: ComputationPath(rawValue: summary.path) ?? .auto, network: network, samples: samples,
            normalisation: data.normalisation, rounding: data.rounding, measures: measures, heldOutSamples: heldOut,
            heldOut: unseen,
            heldOutLoss: losses.heldOut, testSamples: data.test,
            test: data.test.map { network.measures(on: $0, scales: scales) },
            testLoss: losses.test, deadUnits: summary.deadUnits ?? unknown, encoderGradientSum: encoderGradientSum,
            roundedStartValues: summary.roundedStartValues)
    }

    /// The verdicts on dead units, with those that act on held-out samples marked.
    private func deadUnits<S: TrainableScalar>(
        _ network: Network<S>, _ measures: Measures, heldOut: Measures?, state: TrainingCheckpoint<S>?
    ) -> [DeadUnit] {
        let silent = heldOut.map { Set($0.activity.deadHiddenUnits) }
        return DeadUnit.verdicts(
            on: network, samples: samples, activity: measures.activity, training: spec.training, state: state
        ).map { unit in
            var unit = unit
            if unit.layer < network.layers.count - 1 {
                unit.actsOnHeldOut = silent.map {
                    !$0.contains(UnitActivity.Unit(layer: unit.layer, index: unit.index))
                }
            }
            return unit
        }
    }

    /// What relative errors are over, for each output.
    var scales: [Double] { ReconstructionError.scales(of: samples) }

    /// The loss of the outputs for samples that are not for training, without terms that depend on the weights alone;
    /// nil where there are none.
    ///
    /// Outputs are computed in the network's precision, their loss in double precision.
    ///
    /// - Complexity: O(samples · parameters).
    func loss<S: TrainableScalar>(of network: Network<S>, on samples: SampleSet?) -> Double? {
        guard let samples, let activation = network.layers.last?.dense.activation,
            spec.training.loss.objection(toOutput: activation) == nil
        else { return nil }
        let pass = network.forward(samples.signals.map { S($0) })
        guard let preactivations = pass.preactivations.last else { return nil }
        return spec.training.loss.evaluate(
            preactivations: preactivations.map(\.doubleValue), outputs: pass.outputs.map(\.doubleValue),
            targets: samples.targets, activation: activation
        ).value
    }

    /// 1, 2, 5, 10, 20, 50, … below `epochs`.
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
