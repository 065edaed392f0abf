public import Experiments

/// How far a sweep is, by what its folder holds.
public struct SweepState: Sendable, Hashable, Codable {
    /// A part that has rows, or is being carried out.
    public struct Part: Sendable, Hashable, Codable {
        /// Its number, from 1.
        public var part: Int
        /// The number of its runs that have ended.
        public var done: Int
        /// The number of its runs.
        public var runs: Int
        /// Whether a process on this machine, or one that shares its locks, is carrying it out.
        public var running: Bool
    }

    /// How many runs ended in one way.
    public struct Ending: Sendable, Hashable, Codable {
        /// The way.
        public var status: SweepRow.Ending
        /// The number of runs.
        public var runs: Int
    }

    /// The name of the sweep.
    public var name: String
    /// The folder.
    public var folder: String
    /// The part that this is the state of; absent where it is that of the whole sweep.
    public var part: Int?
    /// The number of runs.
    public var runs: Int
    /// The number of runs that have ended.
    public var done: Int
    /// The number of parts of the sweep.
    public var parts: Int
    /// The parts that are not complete.
    public var open: [Part]
    /// The runs that have ended, by how they did.
    public var endings: [Ending]
    /// The number of runs that met the goal; absent without a goal.
    public var successes: Int?
    /// The seconds of all runs together.
    public var seconds: Double
    /// The first of the damaged lines; absent where there are none.
    public var damage: [SweepDamage]?
    /// The number of damaged lines; absent where there are none.
    public var damagedLines: Int?

    /// Whether every run has ended.
    public var isComplete: Bool { done == runs }

    /// The state of a sweep that has not begun.
    public init(of sweep: Sweep, in folder: String) {
        (name, self.folder, runs, parts) = (sweep.name, folder, sweep.count, 1)
        (done, endings, seconds) = (0, [], 0)
        open = [Part(part: 1, done: 0, runs: sweep.count, running: false)]
        successes = sweep.goal == nil ? nil : 0
    }

    /// Reads the state of a folder, or of one of its parts.
    ///
    /// - Parameters:
    ///   - folder: the folder.
    ///   - chosen: the part, whose file alone is read then; nil for the whole sweep.
    /// - Throws: where a part cannot be read.
    /// - Complexity: O(rows).
    public init(_ folder: SweepFolder, part chosen: Int? = nil) throws {
        let sweep = folder.sweep
        (name, self.folder, runs, parts) = (sweep.name, folder.path, sweep.count, folder.parts)
        (done, open, endings, seconds) = (0, [], [], 0)
        successes = sweep.goal == nil ? nil : 0
        part = chosen
        if let chosen { runs = folder.plan.runs(ofPart: chosen).count }
        var damage = SweepDamages()
        var all: [SweepRow.Ending: Int] = [:]
        for part in chosen.map({ $0...$0 }) ?? 1...folder.parts {
            let reader = folder.reader(part)
            let isRunning = FileLock.isHeld(reader.path)
            var (ended, count, time, met) = ([SweepRow.Ending: Int](), 0, 0.0, 0)
            let found = try reader.forEachRow { row in
                ended[row.status, default: 0] += 1
                count += 1
                time += row.seconds
                if row.isSuccess(in: sweep) == true { met += 1 }
            }
            all.merge(ended, uniquingKeysWith: +)
            (done, seconds) = (done + count, seconds + time)
            successes = successes.map { $0 + met }
            damage.add(found.damage)
            if count < reader.ids.count {
                open.append(Part(part: part, done: count, runs: reader.ids.count, running: isRunning))
            }
        }
        endings = SweepRow.Ending.allCases.compactMap { ending in all[ending].map { Ending(status: ending, runs: $0) } }
        (self.damage, damagedLines) = (damage.orNil, damage.isEmpty ? nil : damage.count)
    }
}
