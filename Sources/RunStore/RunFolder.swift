internal import Exchange
public import Experiments
import Foundation
internal import Networks

/// The folder of one run.
///
/// It holds `spec.yaml` (complete), `environment.json`, `history.csv`, `snapshots/`, and at the end `model.safetensors`
/// and `summary.json`; `checkpoint/` where the run was interrupted. Every file appears under its name only when whole.
public struct RunFolder: Sendable, Hashable {
    /// The folder that the run's folder lies in.
    public let root: RunRoot
    /// The run's id: the folder's name.
    public let id: String

    init(root: RunRoot, id: String) {
        self.root = root
        self.id = id
    }

    /// The folder's path.
    public var path: String { "\(root.path)/\(id)" }

    /// The path of a file in the folder.
    public func file(_ name: String) -> String { "\(path)/\(name)" }

    func begin(_ spec: Spec) throws {
        try AtomicFile.write(Array(spec.yaml.utf8), to: file("spec.yaml"))
        try write(RunEnvironment.current(), to: "environment.json")
    }

    /// Keeps the model and the figures of a result; drops the checkpoint of a run that is over.
    @discardableResult
    public func finish(_ result: RunResult) throws -> RunSummary {
        try NetworkFile.file(for: result.network, signals: result.spec.signals).write(to: file("model.safetensors"))
        var environment = (try? self.environment()) ?? RunEnvironment.current()
        environment.finish()
        try write(environment, to: "environment.json")
        if let sums = result.encoderGradientSum { try writeEncoderGradientSum(sums) }
        let summary = summary(of: result)
        try write(summary, to: "summary.json")
        if result.status != .interrupted { try? FileManager.default.removeItem(atPath: file("checkpoint")) }
        return summary
    }

    /// The figures of a result that belongs in this folder.
    func summary(of result: RunResult) -> RunSummary {
        RunSummary(result, run: id, folder: path, weightsSHA256: result.network.weightsSHA256)
    }

    /// The spec, complete.
    public func spec() throws -> Spec {
        let bytes = try AtomicFile.read(file("spec.yaml"))
        return try Spec(yaml: String(decoding: bytes, as: UTF8.self), source: file("spec.yaml"))
    }

    /// The machine and software of the run.
    public func environment() throws -> RunEnvironment { try read("environment.json") }

    /// The figures; the folder's present path stands in for the one that was stored.
    ///
    /// - Throws: ``RunError`` where the run has not ended, or ended without writing them.
    public func summary() throws -> RunSummary {
        guard FileManager.default.fileExists(atPath: file("summary.json")) else {
            throw RunError(
                place: path, problem: "the run has no summary.json: it is still running, or it was killed")
        }
        var summary: RunSummary = try read("summary.json")
        summary.folder = path
        summary.run = id
        return summary
    }

    /// The rows of `history.csv`.
    public func history() throws -> [HistoryRow] {
        let table = try CSVTable(contentsOf: file("history.csv"))
        let epochs = try table.column("epoch")
        let losses = try table.column("loss")
        let rates = try table.column("learningRate")
        let errors = try table.column("maxAbsoluteError")
        let r2 = table.header.contains("codeR2") ? try table.column("codeR2") : nil
        let deviation = table.header.contains("codeDeviation") ? try table.column("codeDeviation") : nil
        return try epochs.indices.map { k in
            guard let epoch = Int(exactly: epochs[k]), epoch >= 0 else {
                throw RunError(place: file("history.csv"), problem: "row \(k + 1): \(epochs[k]) is not an epoch")
            }
            return HistoryRow(
                epoch: epoch, loss: losses[k], learningRate: rates[k], maxAbsoluteError: errors[k],
                codeR2: r2.flatMap { $0[k].isNaN ? nil : $0[k] },
                codeDeviation: deviation.flatMap { $0[k].isNaN ? nil : $0[k] })
        }
    }

    /// The result: spec, model and samples, evaluated again; with the accumulated gradients where they are asked for.
    public func result(withGradients: Bool = false) throws -> RunResult {
        let spec = try spec()
        let run = try ExperimentRun(spec, source: file("spec.yaml"), searchFolders: [path, "."])
        let file = try SafetensorsFile(contentsOf: file("model.safetensors"))
        let network: TrainedNetwork
        switch spec.precision {
        case .float32, .float32DoubleAccumulators: network = .float32(try read(file, run))
        case .float64: network = .float64(try read(file, run))
        }
        let summary = try summary()
        guard network.weightsSHA256 == summary.weightsSHA256 else {
            throw RunError(
                place: self.file("model.safetensors"),
                problem: "these are not the weights of summary.json, whose SHA-256 is \(summary.weightsSHA256)")
        }
        return run.evaluate(
            network, summary: summary, encoderGradientSum: withGradients ? try encoderGradientSum() : nil)
    }

    private func read<S: TrainableScalar>(_ file: SafetensorsFile, _ run: ExperimentRun) throws -> Network<S> {
        try NetworkFile.read(file, path: self.file("model.safetensors"), like: run.zeroNetwork())
    }

    func write(_ value: some Encodable, to name: String) throws { try JSONRecord.write(value, to: file(name)) }

    func read<Value: Decodable>(_ name: String) throws -> Value { try JSONRecord.read(file(name), kind: "a run") }
}
