internal import Diagnostics
internal import Exchange
public import Experiments
import Foundation

/// The folder of one batch: the runs of one spec that differ in their seeds.
///
/// It holds `batch.json` with the seeds, `spec.yaml` with the first of them, `environment.json`, and for each seed that
/// has begun the folder of a run, named by the seed. What the runs found is read from their own folders.
public struct BatchFolder: StoredFolder, RunContainer {
    static let kind = "batch"
    static let recordName = "batch.json"

    /// What `batch.json` holds.
    private struct Record: Codable {
        var seeds: [UInt64]
        /// SHA-256 of `spec.yaml`; absent in records of older versions.
        var specSHA256: String?
        /// The seeds whose runs were moved to the trash; some of them may have been trained again, or brought back.
        var deleted: [UInt64]?
    }

    /// How many runs a batch has at most.
    public static let mostSeeds = 10_000
    /// The largest `batch.json` that is read, in bytes: ten thousand seeds of twenty digits take a third of it.
    private static let largestRecord = 1 << 20

    /// The folder that contains the batch's folder.
    public let root: RunRoot
    /// The batch's id: the folder's name.
    public let id: String

    init(root: RunRoot, id: String) {
        self.root = root
        self.id = id
    }

    func begin(_ spec: Spec, seeds: [UInt64]) throws {
        try DataCopy.copy(spec.signals, to: self)
        var spec = spec
        spec.signals = DataCopy.kept(spec.signals)
        let text = Array(spec.yaml.utf8)
        // First: a folder with a spec and without this file is that of a run.
        try write(Record(seeds: seeds, specSHA256: PlannedSpec.sha256(of: text)), to: Self.recordName)
        try AtomicFile.write(text, to: specPath)
        try write(RunEnvironment.current(), to: Self.environmentName)
    }

    /// Whether a process is carrying out the batch.
    var isBeingCarriedOut: Bool { ContainerLock.isHeld(path) }

    /// Whether the folder says which seeds its runs have.
    var hasRecord: Bool { FileManager.default.fileExists(atPath: file(Self.recordName)) }

    /// Whether the folder is that of a batch whose `batch.json` is missing: it has a spec, nothing that a run writes,
    /// and runs in folders that are named by seeds.
    var hasLostRecord: Bool {
        guard !hasRecord, FileState(specPath) != nil, !RunFolder(root: root, id: id).hasTrained else { return false }
        return !seedsBegun.isEmpty
    }

    /// What is wrong with a batch whose `batch.json` is missing.
    var lostRecord: RunError {
        let seeds = seedsBegun
        return RunError(
            place: path,
            problem: "this is a batch, and its \(Self.recordName) is missing, which says what seeds the batch has: "
                + "expected that file as it was; "
                + (seeds.count == 1
                    ? "its run is \(id)/\(seeds[0])" : "its runs are \(seeds.count), such as \(id)/\(seeds[0])"))
    }

    /// The seeds that have the folder of a run, in their order.
    private var seedsBegun: [UInt64] { seedsBegun(besides: []) }

    /// The same without some of them.
    private func seedsBegun(besides seeds: Set<UInt64>) -> [UInt64] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.compactMap { name in UInt64(name).flatMap { String($0) == name ? $0 : nil } }.sorted()
            .filter { !seeds.contains($0) && run(seed: $0).hasBegun }
    }

    /// That the folder holds runs of seeds that `batch.json` does not have, as after an edit of it, in a sentence; nil
    /// where it holds none.
    func forgottenRuns(besides seeds: [UInt64]) -> String? {
        let forgotten = seedsBegun(besides: Set(seeds))
        guard let first = forgotten.first else { return nil }
        let (runs, are, them) =
            forgotten.count == 1
            ? ("the run \(id)/\(first)", "is", "it")
            : ("\(forgotten.count) runs, such as \(id)/\(first),", "are", "them")
        return "\(file(Self.recordName)): \(runs) \(are) in the folder, and not among the seeds: "
            + "expected that file as it was; the batch leaves \(them) out"
    }

    /// Refuses no seeds, too many of them, and one that is there twice.
    static func check(_ seeds: [UInt64], place: String = "seeds") throws(RunError) {
        guard (1...mostSeeds).contains(seeds.count), Set(seeds).count == seeds.count else {
            throw RunError(
                place: place, problem: "\(seeds.count) seeds: expected 1 to \(mostSeeds), each of them once")
        }
    }

    private func record() throws -> Record {
        try JSONRecord.read(file(Self.recordName), kind: "a batch", limit: Self.largestRecord)
    }

    /// Refuses a `spec.yaml` that was changed after the batch began.
    func checkSpec() throws { try PlannedSpec.check(specPath, is: record().specSHA256, of: "batch") }

    /// The spec of the runs, with the first seed.
    ///
    /// - Throws: `ExchangeError` where `spec.yaml` cannot be read, `SpecError` with the line where it is not a spec.
    public func spec() throws -> Spec {
        let bytes = try AtomicFile.read(specPath)
        return try Spec(yaml: String(decoding: bytes, as: UTF8.self), source: specPath)
    }

    /// The seeds, one for each run, in the order of the runs.
    ///
    /// - Throws: ``RunError`` where `batch.json` holds no list of at most ``mostSeeds`` different seeds;
    ///   `ExchangeError` where it cannot be read.
    public func seeds() throws -> [UInt64] {
        let seeds = try record().seeds
        try Self.check(seeds, place: "\(file(Self.recordName)): seeds")
        return seeds
    }

    /// The seeds for who only looks at the runs: where `batch.json` is damaged, those of the runs in the folder, and
    /// what is wrong.
    ///
    /// - Throws: what ``seeds()`` throws, where the folder has no run either.
    func seedsToShow() throws -> (seeds: [UInt64], deleted: Set<UInt64>, damage: String?) {
        do {
            return (try seeds(), try deletedSeeds(), nil)
        } catch {
            let begun = seedsBegun
            guard !begun.isEmpty else { throw error }
            return (begun, [], "\(ErrorText.sentence(error)); the seeds are those of the runs in the folder")
        }
    }

    /// The seeds whose runs were deleted at some time.
    func deletedSeeds() throws -> Set<UInt64> {
        Set(try record().deleted ?? [])
    }

    /// Notes that the run of a seed is about to be deleted.
    func noteDeletion(of seed: UInt64) throws {
        guard hasRecord else { return }
        // Two processes may delete runs at once.
        try FileLock(path, .exclusive, .unlimited).during {
            var record = try record()
            record.deleted = Set((record.deleted ?? []) + [seed]).sorted()
            try write(record, to: Self.recordName)
        }
    }

    /// The run of a seed, which need not have begun.
    public func run(seed: UInt64) -> RunFolder { RunFolder(root: root, id: "\(id)/\(seed)") }

    /// The folder of a run that is about to begin; one that was killed before its first checkpoint begins again.
    func begin(_ run: ExperimentRun) throws -> RunFolder {
        let folder = run.folder(in: self)
        try Folder.make(folder.path, withParents: false)
        try folder.begin(run.spec)
        return folder
    }
}

extension ExperimentRun {
    fileprivate func folder(in batch: BatchFolder) -> RunFolder { batch.run(seed: spec.seed) }
}
