internal import Exchange
public import Experiments
import Foundation
internal import Networks

/// The folder of one run, on its own or in a batch.
///
/// It holds `spec.yaml` with every key, `environment.json`, `history.csv`, `snapshots/`, at the end `model.safetensors`
/// and `summary.json`, and `checkpoint/` to continue from; where keys were changed on the way, `continuations.json`.
/// Every file appears under its name only when complete.
public struct RunFolder: StoredFolder {
    /// The folder that contains the run's folder.
    public let root: RunRoot
    /// The run's id: the folder's name, after the batch's id where the run is part of one: "autoencoder-study-7/3".
    public let id: String

    init(root: RunRoot, id: String) {
        self.root = root
        self.id = id
    }

    /// Writes the spec, with the file that its parameters start from, and that of its data, beside it: the folder alone
    /// can be trained again, and sent to a colleague.
    ///
    /// - Parameters:
    ///   - spec: what is to be trained.
    ///   - fork: the run that it leaves, and what changes on the way; nil for any other run.
    /// - Throws: `ExchangeError` where a file cannot be read or written.
    func begin(_ spec: Spec, fork: ForkPlan? = nil) throws {
        var environment = RunEnvironment.current()
        if let path = spec.initialization.filePath {
            let bytes = try AtomicFile.read(path)
            try AtomicFile.write(bytes, to: file(Self.startName))
            environment.startFileSHA256 = PlannedSpec.sha256(of: bytes)
        }
        try DataCopy.copy(spec.signals, to: self, sharedWith: batch)
        // Before the spec, without which the folder is that of no run.
        try fork?.write(to: path)
        try AtomicFile.write(Array(Self.kept(spec).yaml.utf8), to: specPath)
        try write(environment, to: Self.environmentName)
    }

    /// The spec as a run's folder keeps it: with the copies of its data and of the file that the parameters start from.
    static func kept(_ spec: Spec) -> Spec {
        var spec = spec
        spec.signals = DataCopy.kept(spec.signals)
        switch spec.initialization {
        case .drawn, .construction: break
        case .file(_, let layout): spec.initialization = .file(startName, layout: layout)
        case .lifted(_, let amplitude): spec.initialization = .lifted(file: startName, amplitude: amplitude)
        }
        return spec
    }

    /// Writes the model and the figures of a result; those of an earlier one go first.
    @discardableResult
    public func finish(_ result: RunResult) throws -> RunSummary { try finish(result, in: nil) }

    /// The same while the folder is held, which no other one may take the place of.
    func finish(_ result: RunResult, in held: HeldFolder?) throws -> RunSummary {
        try held?.check()
        try removeSummary()
        let signals = result.spec.signals.file == nil ? result.spec.signals : try spec().signals
        try NetworkFile.file(for: result.network, signals: signals, normalisation: result.normalisation)
            .write(to: modelPath)
        try held?.check()
        var environment = (try? self.environment()) ?? RunEnvironment.current()
        environment.finish()
        environment.dataSHA256 = result.samples.sha256
        try write(environment, to: Self.environmentName)
        // Those of a run that diverged may have no value.
        if let sums = result.encoderGradientSum, sums.allSatisfy(\.isFinite) { try writeEncoderGradientSum(sums) }
        let summary = summary(of: result)
        try held?.check()
        try JSONRecord.write(summary, to: file(Self.summaryName), isSealed: true)
        return summary
    }

    /// Removes `summary.json`, so that it never lies beside a model or a checkpoint that it does not describe.
    func removeSummary() throws {
        guard unlink(file(Self.summaryName)) != 0 else { return try Folder.flush(path) }
        guard errno == ENOENT else {
            throw RunError(
                place: file(Self.summaryName),
                problem: "cannot remove it: \(String(cString: strerror(errno))); expected a folder that can be written")
        }
    }

    /// Does some work while no other process may write the folder.
    ///
    /// - Throws: ``RunError`` where another process does, and what the work throws.
    func locked<Value>(_ work: () throws -> Value) throws -> Value {
        let lock = try FolderLock(path)
        defer { withExtendedLifetime(lock) {} }
        return try work()
    }

    static let startName = "start.safetensors"

    /// Removes the temporary files of a process that was killed; only for who has locked the folder.
    func removeTemporaryFiles() {
        removeTemporaryFiles(in: ["", "\(CheckpointFile.folderName)/", "\(Self.snapshotsName)/"])
    }

    /// The batch that the run is part of; nil for a run on its own.
    public var batch: BatchFolder? {
        let parts = id.split(separator: "/")
        return parts.count == 2 ? BatchFolder(root: root, id: String(parts[0])) : nil
    }

    /// Whether the run has begun.
    var hasBegun: Bool { FileManager.default.fileExists(atPath: specPath) }
    /// Whether the run has written its figures: it has ended, or was interrupted.
    var hasSummary: Bool { FileManager.default.fileExists(atPath: file(Self.summaryName)) }
    /// Whether the folder holds anything that a run writes once it trains.
    var hasTrained: Bool { hasSummary || hasHistory || hasCheckpoint || FileState(file(LossFile.name)) != nil }
    /// Whether the run has recorded an epoch.
    public var hasHistory: Bool { FileManager.default.fileExists(atPath: file(Self.historyName)) }
    static let summaryName = "summary.json"
    static let historyName = "history.csv"
    static let modelName = "model.safetensors"
    /// The file of the network.
    public var modelPath: String { file(Self.modelName) }

    /// The figures of a result that belongs in this folder.
    func summary(of result: RunResult) -> RunSummary {
        var summary = RunSummary(result, run: id, folder: path, weightsSHA256: result.network.weightsSHA256)
        summary.continuations = (try? continuations()).flatMap { $0.isEmpty ? nil : $0 }
        note(plan: &summary)
        return summary
    }

    /// Notes where a run comes from, and what is still to change, as far as its records tell.
    private func note(plan summary: inout RunSummary) {
        summary.fork = try? origin()
        summary.planned = (try? planned()).flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The run that this one was forked from; nil for any other run.
    ///
    /// - Throws: `ExchangeError` where `fork.json` cannot be read, ``RunError`` where it is not as it was written.
    public func origin() throws -> RunOrigin? { try ForkPlan.origin(path) }

    /// What is still to change while the run goes on, in the order of the epochs.
    ///
    /// - Throws: `ExchangeError` where `planned.json` cannot be read, ``RunError`` where it is not as it was written.
    public func planned() throws -> [Continuation] { try RunPlan.read(path) ?? [] }

    /// The spec that the run began with, complete; ``course()`` has what was changed later.
    ///
    /// - Throws: `ExchangeError` where `spec.yaml` cannot be read, `SpecError` with the line where it is not a spec.
    public func spec() throws -> Spec { try Spec(yaml: specText(), source: specPath) }

    /// The text of `spec.yaml`.
    func specText() throws -> String {
        let bytes = try AtomicFile.read(specPath)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw SpecError(source: specPath, key: "", problem: "not UTF-8: expected YAML text")
        }
        return text
    }

    /// The final network; it is read without making samples, and not evaluated.
    ///
    /// - Throws: what ``spec()`` and ``summary()`` throw; `ExchangeError` for a model that cannot be read or has
    ///   another shape; ``RunError`` for weights other than those of the summary.
    public func network() throws -> TrainedNetwork { try network(of: spec()) }

    /// The same, given the run's spec.
    func network(of spec: Spec) throws -> TrainedNetwork { try stored(spec).network }

    private func stored(_ spec: Spec) throws -> (network: TrainedNetwork, summary: RunSummary) {
        guard hasSummary else {
            let result = try unfinishedResult()
            return (result.network, unfinishedSummary(of: result))
        }
        let network = try spec.zeroNetwork(source: specPath).read(
            from: SafetensorsFile(contentsOf: modelPath), path: modelPath)
        let summary = try summary()
        guard network.weightsSHA256 == summary.weightsSHA256 else {
            throw RunError(
                place: modelPath,
                problem: "these are not the weights of summary.json, whose SHA-256 is \(summary.weightsSHA256)")
        }
        return (network, summary)
    }

    /// The figures of the run, with the folder's present path; those of its last checkpoint where it is still running,
    /// or was killed.
    ///
    /// - Throws: ``RunError`` where there is no checkpoint either.
    public func summary() throws -> RunSummary {
        guard hasSummary else { return unfinishedSummary(of: try unfinishedResult()) }
        var summary = try storedSummary().summary
        let continuations = try continuations()
        summary.continuations = continuations.isEmpty ? nil : continuations
        note(plan: &summary)
        return summary
    }

    /// The rows of `history.csv`.
    public func history() throws -> [HistoryRow] {
        let table = try CSVTable(contentsOf: file(Self.historyName))
        let epochs = try table.column("epoch")
        let losses = try table.column("loss")
        let rates = try table.column("learningRate")
        let errors = try table.column("maxAbsoluteError")
        func optional(_ name: String) throws -> [Double]? {
            table.header.contains(name) ? try table.column(name) : nil
        }
        let (r2, deviation) = (try optional("codeR2"), try optional("codeDeviation"))
        let (heldOut, test) = (try optional("heldOutLoss"), try optional("testLoss"))
        return try epochs.indices.map { k in
            guard let epoch = Int(exactly: epochs[k]), epoch >= 0 else {
                throw RunError(place: file(Self.historyName), problem: "row \(k + 1): \(epochs[k]) is not an epoch")
            }
            return HistoryRow(
                epoch: epoch, loss: losses[k], learningRate: rates[k], maxAbsoluteError: errors[k],
                codeR2: r2.flatMap { $0[k].isNaN ? nil : $0[k] },
                codeDeviation: deviation.flatMap { $0[k].isNaN ? nil : $0[k] },
                heldOutLoss: heldOut.flatMap { $0[k].isNaN ? nil : $0[k] },
                testLoss: test.flatMap { $0[k].isNaN ? nil : $0[k] })
        }
    }

    /// Reads the spec and the network, and measures the network on its samples again.
    ///
    /// - Parameter withGradients: whether to read the recorded sums of the encoder's gradients, too.
    /// - Returns: the result, as it was when training ended.
    /// - Throws: what ``network()`` throws, `SpecError` for data that cannot be made.
    public func result(withGradients: Bool = false) throws -> RunResult {
        guard hasSummary else { return try unfinishedResult() }
        let spec = try course().end
        let run = try run(of: spec)
        let (network, summary) = try stored(spec)
        return run.evaluate(
            network, summary: summary, encoderGradientSum: withGradients ? try encoderGradientSum() : nil)
    }
}
