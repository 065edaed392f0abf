public import Experiments
internal import Networks

/// A run of a sweep, trained again from its spec and its seed.
public struct SweepRebuilding: Sendable {
    /// The run.
    public let member: SweepMember
    /// Its spec, with its seed.
    public let spec: Spec
    /// Its row; nil where it has not ended yet.
    public let row: SweepRow?
    /// What it came to, with its network.
    public let result: RunResult
    /// SHA-256 of the parameters.
    public let weightsSHA256: String

    /// Whether the weights are those of the row, bit for bit; nil without a row.
    public var isSame: Bool? { row.map { $0.weightsSHA256 == weightsSHA256 } }

    /// Trains a run of a sweep again; to the epoch of its row where that ended it early.
    ///
    /// - Parameters:
    ///   - id: the number of the run.
    ///   - folder: the sweep.
    ///   - force: whether a run without a row is trained though its row may be among damaged lines.
    /// - Throws: ``RunError`` for a number that no run of the sweep has, ``DamagedPart`` where the run has no row and
    ///   lines of its part are damaged; what the run throws.
    public init(_ id: Int, of folder: SweepFolder, force: Bool = false) throws {
        let sweep = folder.sweep
        guard (0..<sweep.count).contains(id) else {
            throw RunError(place: "run \(id)", problem: "expected a number from 0 to \(sweep.count - 1)")
        }
        member = sweep.member(id)
        let part = (1...folder.parts).first { folder.plan.runs(ofPart: $0).contains(id) } ?? 1
        var found: SweepRow?
        let read = try folder.reader(part).forEachRow { row in if row.id == id { found = row } }
        if found == nil, !force, let error = read.damage.error { throw error }
        try folder.checkFiles()
        row = found
        let run = try folder.run(ofPoint: member.point).seeded(member.seed)
        spec = run.spec
        result = try run.measured(stop: SweepTraining.stop(like: found))
        weightsSHA256 = result.network.weightsSHA256
    }
}
