internal import Exchange
public import Experiments
import Foundation

/// The folder of a sweep: all that its runs leave, whichever process and machine carried them out.
///
/// It holds `sweep.yaml`, which needs no other file for its spec, `plan.json` with the number of parts, `parts/K.jsonl`
/// with a line for each run that has ended, and, where the sweep keeps some, `runs/ID` with the folders of runs. What
/// ``SweepTable`` makes of it can be made again.
public struct SweepFolder: Sendable {
    /// The folder in which sweeps have their folders unless another is named.
    public static let standardRoot = "sweeps"

    static let sweepName = "sweep.yaml"
    static let planName = "plan.json"
    static let partsName = "parts"
    static let runsName = "runs"
    /// The most parts of a sweep.
    public static let mostParts = 100_000
    private static let largestRecord = 1 << 22

    /// The folder's path.
    public let path: String
    /// The sweep, as the folder has it.
    public let sweep: Sweep
    let plan: SweepPlan

    /// The number of parts, which count from 1.
    public var parts: Int { plan.parts }

    /// Whether a folder holds a sweep.
    public static func exists(_ path: String) -> Bool { FileState("\(path)/\(planName)")?.isRegular == true }

    /// Opens the folder of a sweep.
    ///
    /// - Throws: ``RunError`` where it is none, or its sweep has changed since it began.
    public init(_ path: String) throws {
        guard Self.exists(path) else {
            throw RunError(
                place: path, problem: "there is no sweep in this folder: expected one that heaviside sweep run began")
        }
        let plan: SweepPlan = try JSONRecord.read(
            "\(path)/\(Self.planName)", kind: "a sweep", limit: Self.largestRecord)
        let sweepPath = "\(path)/\(Self.sweepName)"
        let bytes = try AtomicFile.read(sweepPath, limit: Self.largestRecord)
        guard PlannedSpec.sha256(of: bytes) == plan.sweepSHA256, let text = String(validating: bytes, as: UTF8.self)
        else {
            throw RunError(
                place: sweepPath,
                problem:
                    "it has changed since the sweep began: expected the file as it was; another sweep needs another "
                    + "folder")
        }
        let sweep = try Sweep(yaml: text, source: sweepPath) { _ throws(SpecError) in nil }
        guard plan.runs == sweep.count, (1...Self.mostParts).contains(plan.parts), plan.format == 1 else {
            throw RunError(place: "\(path)/\(Self.planName)", problem: "it does not fit \(Self.sweepName)")
        }
        (self.path, self.sweep, self.plan) = (path, sweep, plan)
    }

    /// The folder of a sweep, which is made where there is none.
    ///
    /// - Parameters:
    ///   - path: the folder.
    ///   - sweep: the sweep.
    ///   - folder: where relative paths of its spec begin.
    ///   - parts: the number of parts; nil for those of a folder that is there, and else for one.
    ///   - files: the files that its runs read, as the check of the sweep returns them.
    /// - Returns: the folder.
    /// - Throws: ``RunError`` where the folder holds another sweep, or has other parts; ``UnwrittenRecord`` where it
    ///   cannot be written.
    public static func begun(
        _ path: String, _ sweep: Sweep, folder: String, parts: Int?, files: [String] = []
    ) throws -> SweepFolder {
        let text = Array(sweep.yaml.utf8)
        let digest = PlannedSpec.sha256(of: text)
        if exists(path) { return try joined(path, sweep, digest, parts) }
        let plan = SweepPlan(
            runs: sweep.count, parts: parts ?? 1, sweepSHA256: digest,
            folder: URL(fileURLWithPath: folder).standardizedFileURL.path,
            files: try Dictionary(uniqueKeysWithValues: files.map { ($0, try PlannedSpec.sha256($0)) }),
            heaviside: RunEnvironment.version)
        let file = "\(path)/\(sweepName)"
        do {
            try Folder.make("\(path)/\(partsName)")
            // Of several processes that begin a sweep here, the first says which, and what its parts are.
            if try NewFile.write(text, to: file) || AtomicFile.read(file, limit: largestRecord) == text {
                _ = try NewFile.write(Array(JSONRecord.text(plan).utf8) + [10], to: "\(path)/\(planName)")
                return try joined(path, sweep, digest, parts)
            }
        } catch let error as ExchangeError {
            throw UnwrittenRecord(error)
        }
        if exists(path) { return try joined(path, sweep, digest, parts) }
        throw RunError(
            place: file,
            problem: "this file is there already, and is not written over: expected another folder (--out)")
    }

    /// The folder of a sweep that has begun, where it is this one.
    private static func joined(
        _ path: String, _ sweep: Sweep, _ digest: String, _ parts: Int?
    ) throws -> SweepFolder {
        let found = try SweepFolder(path)
        guard found.plan.sweepSHA256 == digest else {
            throw RunError(
                place: path,
                problem: "this folder holds another sweep, of \(found.sweep.countWords): expected another folder "
                    + "(--out), or the sweep as it was")
        }
        try found.check(parts: parts)
        return found
    }

    /// Refuses another division than that of the folder; nil for whatever it is.
    ///
    /// - Throws: ``RunError`` with the number of parts.
    public func check(parts: Int?) throws {
        guard let parts, parts != self.parts else { return }
        throw RunError(
            place: path,
            problem: "this sweep is divided into \(self.parts) parts: expected --part K/\(self.parts)")
    }

    /// Refuses files of data and models that are not those with which the sweep began: its rows would be of two kinds.
    ///
    /// - Throws: ``RunError`` with the file.
    /// - Complexity: O(bytes).
    func checkFiles() throws {
        for (file, digest) in (plan.files ?? [:]).sorted(by: { $0.key < $1.key })
        where try PlannedSpec.sha256(file) != digest {
            throw RunError(
                place: file,
                problem: "it has changed since the sweep in \(path) began: expected the file as it was; a sweep of "
                    + "other data needs another folder")
        }
    }

    /// The run of a point, which reads the files with which the sweep began.
    ///
    /// - Throws: ``RunError`` with a file that is another one now, as where a link was turned; what the spec throws.
    func run(ofPoint point: Int) throws -> ExperimentRun {
        let run = try sweep.run(ofPoint: point, searchFolders: searchFolders)
        guard let known = plan.files, let other = run.files.first(where: { known[$0] == nil }) else { return run }
        throw RunError(
            place: other,
            problem: "the sweep in \(path) did not begin with this file: expected the files as they were; a sweep of "
                + "other data needs another folder")
    }

    /// Where relative paths of the spec are looked for.
    var searchFolders: [String] { [plan.folder, "."] }

    var lines: SweepLines { SweepLines(measures: sweep.measures, digest: plan.sweepSHA256) }

    /// What reads the file of a part.
    func reader(_ part: Int) -> PartReader {
        let name = "\(Self.partsName)/\(part).jsonl"
        return PartReader(path: "\(path)/\(name)", name: name, lines: lines, ids: plan.runs(ofPart: part))
    }

    /// The root of the folders of runs that are kept.
    var runs: RunRoot { RunRoot("\(path)/\(Self.runsName)") }

    /// Calls `body` with every row, part by part; within a part in the order in which the runs ended.
    ///
    /// - Parameters:
    ///   - force: whether damaged lines are left out.
    ///   - body: what to do with a row.
    /// - Returns: the damaged lines that were left out.
    /// - Throws: ``DamagedPart`` for a damaged line, unless `force` is true; what `body` throws.
    @discardableResult public func forEachRow(
        force: Bool, _ body: (SweepRow) throws -> Void
    ) throws -> SweepDamages {
        var damage = SweepDamages()
        for part in 1...parts {
            let found = try reader(part).forEachRow { row in try body(row) }
            if !force, let error = found.damage.error { throw error }
            damage.add(found.damage)
        }
        return damage
    }
}
