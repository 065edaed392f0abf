internal import Exchange
public import Experiments
import Foundation

/// The folder of one batch: the runs of one spec that differ in their seeds.
///
/// It holds `batch.json` with the seeds, `spec.yaml` with the first of them, `environment.json`, and for each seed that
/// has begun the folder of a run, named by the seed. What the runs found is read from their own folders.
public struct BatchFolder: StoredFolder {
    static let recordName = "batch.json"

    /// What `batch.json` holds.
    private struct Record: Codable {
        var seeds: [UInt64]
    }

    /// The folder that contains the batch's folder.
    public let root: RunRoot
    /// The batch's id: the folder's name.
    public let id: String

    init(root: RunRoot, id: String) {
        self.root = root
        self.id = id
    }

    func begin(_ spec: Spec, seeds: [UInt64]) throws {
        var spec = spec
        spec.signals = try DataCopy.keep(spec.signals, in: self)
        try AtomicFile.write(Array(spec.yaml.utf8), to: specPath)
        try write(RunEnvironment.current(), to: Self.environmentName)
        // Last: what has this file is a batch.
        try write(Record(seeds: seeds), to: Self.recordName)
    }

    /// Notes the time at which the last run ended.
    func finish() throws {
        var environment = (try? self.environment()) ?? RunEnvironment.current()
        environment.finish()
        try write(environment, to: Self.environmentName)
    }

    var specPath: String { file("spec.yaml") }

    /// The spec of the runs, with the first seed.
    ///
    /// - Throws: `ExchangeError` where `spec.yaml` cannot be read, `SpecError` with the line where it is not a spec.
    public func spec() throws -> Spec {
        let bytes = try AtomicFile.read(specPath)
        return try Spec(yaml: String(decoding: bytes, as: UTF8.self), source: specPath)
    }

    /// The seeds, one for each run, in the order of the runs.
    ///
    /// - Throws: ``RunError`` where `batch.json` holds no list of different seeds.
    public func seeds() throws -> [UInt64] {
        let record: Record = try read(Self.recordName, kind: "a batch")
        guard !record.seeds.isEmpty, Set(record.seeds).count == record.seeds.count else {
            throw RunError(
                place: file(Self.recordName), problem: "seeds: expected one or more, each of them once")
        }
        return record.seeds
    }

    /// The run of a seed, which need not have begun.
    public func run(seed: UInt64) -> RunFolder { RunFolder(root: root, id: "\(id)/\(seed)") }

    /// The folder of a run that is about to begin; one that was killed before its first checkpoint begins again.
    func begin(_ run: ExperimentRun) throws -> RunFolder {
        let folder = run.folder(in: self)
        try Folder.make(folder.path)
        try folder.begin(run.spec)
        return folder
    }
}

extension ExperimentRun {
    fileprivate func folder(in batch: BatchFolder) -> RunFolder { batch.run(seed: spec.seed) }
}
