public import Exchange
public import Experiments
import Foundation
internal import Networks

/// A network with its data, from a run or from a model file alone.
public struct StoredNetwork: Sendable {
    /// The source of the data's description.
    public enum SignalsOrigin: Sendable, Hashable {
        /// The run's spec.
        case spec
        /// The model file's metadata.
        case metadata
        /// No source: all step functions of amplitude 1, with as many entries as the network has inputs.
        case assumed
    }

    /// The network.
    public let network: TrainedNetwork
    /// The data of the network.
    public let signals: SignalSpec
    /// The source of the data's description.
    public let signalsOrigin: SignalsOrigin
    /// The model file.
    public let modelPath: String
    /// The run; nil for a model file alone.
    public let run: RunFolder?
    /// Whether overrides changed the data.
    public let isChanged: Bool
    /// Whether the model file has other names, another layout, fewer activations or other layers than dense ones: a
    /// certificate's model is then written beside the certificate.
    public let isForeign: Bool
    /// The format of the model file.
    public let format: ForeignFormat
    /// That the weights of a model file alone fit together in both layouts, and which one was read; nil where something
    /// tells.
    public let layoutNotice: String?
    /// What messages call the description of the data.
    private let source: String
    private let overrides: [String]

    /// What the names of files about the network begin with: nothing in a run's folder; "NAME." for a model file
    /// NAME.safetensors alone, and for one of another name, whatever its extension, the whole name; then "changed-"
    /// where overrides changed the data.
    var filePrefix: String {
        let mark = isChanged ? "changed-" : ""
        return run == nil ? "\(Self.mark(ofModel: modelPath)).\(mark)" : mark
    }

    /// The file beside a model file alone whose certificate would have the same name: NAME beside NAME.safetensors, and
    /// the other way round; nil where there is none.
    var rival: String? {
        guard run == nil else { return nil }
        let mark = Self.mark(ofModel: modelPath)
        let isMarked = PathParts.name(modelPath) == mark
        let other = (folder.isEmpty ? "" : folder + "/") + mark + (isMarked ? Self.modelEnding : "")
        var isDirectory = false as ObjCBool
        let exists = FileManager.default.fileExists(atPath: other, isDirectory: &isDirectory)
        return exists && !isDirectory.boolValue ? other : nil
    }

    private static let modelEnding = ".safetensors"

    private static func mark(ofModel path: String) -> String {
        let name = PathParts.name(path)
        return name.hasSuffix(modelEnding) ? String(name.dropLast(modelEnding.count)) : name
    }

    /// The folder of the model file.
    public var folder: String { PathParts.folder(modelPath) }

    /// Reads a network, without evaluating it.
    ///
    /// - Parameters:
    ///   - reference: a run's folder, its id, `last`, or a model file.
    ///   - root: the folder of runs.
    ///   - overrides: `signals.key=value` pairs.
    ///   - reading: what a model file does not say.
    /// - Throws: ``RunError``, `SpecError` or `ExchangeError` for what cannot be found or read, for a run of which more
    ///   is said than its spec says, and for a parameter that is infinite or NaN.
    public init(
        _ reference: String, root: RunRoot, overrides: [String] = [], reading: ModelReading = ModelReading()
    ) throws {
        self.overrides = overrides
        isChanged = !overrides.isEmpty
        var isDirectory = false as ObjCBool
        let exists = FileManager.default.fileExists(atPath: reference, isDirectory: &isDirectory)
        if exists, !isDirectory.boolValue {
            let model = try ModelFile(reference)
            let file = model.file
            guard model.format != .onnx || reading.isEmpty else {
                throw RunError(
                    place: reference,
                    problem: "an ONNX model says what its layers are: expected no \(reading.options("or"))")
            }
            try NetworkFile.checkNumbers(of: file, path: reference)
            network = try NetworkFile.network(file, path: reference, reading: reading)
            isForeign =
                !network.isPlain || !model.isUnchanged || !NetworkFile.isOwnForm(file, of: network)
            format = model.format
            layoutNotice = try NetworkFile.layoutNotice(file, path: reference, reading: reading)
            modelPath = reference
            run = nil
            source = "signals of \(reference)"
            if let yaml = file.metadata[NetworkFile.signalsKey] {
                signalsOrigin = .metadata
                let folder = PathParts.folder(reference)
                signals = try SignalSpec(yaml: yaml, source: source, overrides: overrides)
                    .located(in: folder.isEmpty ? "." : folder)
            } else {
                signalsOrigin = .assumed
                signals = try SignalSpec(.step(StepFunctions(length: network.inputs)))
                    .changed(overrides: overrides, source: source)
            }
        } else {
            let folder = try root.find(reference, orModel: true)
            guard reading.isEmpty else {
                throw RunError(
                    place: reference,
                    problem: "its spec says which layers and activations the run has: expected "
                        + "\(reading.options("and")) for a model file only")
            }
            let spec = try folder.course().end
            network = try folder.network(of: spec)
            modelPath = folder.modelPath
            run = folder
            isForeign = !network.isPlain
            format = .safetensors
            layoutNotice = nil
            signalsOrigin = .spec
            source = folder.specPath
            signals = try spec.signals(changedBy: overrides, source: source).located(in: folder.path)
        }
        try NetworkFile.checkNumbers(of: NetworkFile.file(for: network, signals: nil), path: modelPath)
    }

    /// Refuses a run that has not ended: its model is not written yet.
    ///
    /// - Throws: ``RunError`` with what can be done: to train it to its end, or to take a snapshot.
    public func checkEnded() throws(RunError) {
        guard let run, !run.hasEnded else { return }
        let wait = run.isBeingWritten ? "wait for its end" : "heaviside resume \(run.path) trains it to its end"
        let snapshot = run.lastSnapshotPath.map { "; a snapshot is a model on its own: heaviside certify \($0)" } ?? ""
        throw RunError(
            place: run.path, problem: "this run has not ended, and has no model yet: \(wait)\(snapshot)")
    }

    /// Refuses a run whose outputs are logits: they are not to equal their targets.
    ///
    /// - Throws: ``RunError`` with the loss.
    public func checkReproduces() throws(RunError) {
        guard let run, let loss = try? run.spec().training.loss, !loss.comparesOutputs else { return }
        throw RunError(
            place: run.path,
            problem:
                "its outputs are logits for the loss \(loss), which are not to equal their targets: expected a run "
                + "with another loss, such as squaredError")
    }

    /// The data, rounded to the network's precision.
    ///
    /// - Throws: `SpecError` for data that cannot be made or read, and for a file whose samples are other ones than the
    ///   run was trained on, unless overrides changed the data.
    public func data() throws(SpecError) -> RunData {
        let data: RunData
        do {
            data = try signals.data(in: network.precision, source: source)
        } catch {
            throw error.naming(overrides: overrides)
        }
        if !isChanged, let problem = run?.dataProblem(data, signals: signals) {
            throw SpecError(source: source, key: "signals.file", problem: problem)
        }
        return data
    }
}
