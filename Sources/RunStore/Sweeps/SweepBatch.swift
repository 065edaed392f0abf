internal import Exchange
internal import Experiments
internal import Foundation
public import Networks
internal import Synchronization

/// Carries out the runs of a sweep, a part at a time, on several threads.
///
/// A run is computed by one thread, and follows from its spec and its seed alone: neither the number of threads, nor
/// the parts, nor an interruption changes a bit of its row but its time and its machine.
public struct SweepBatch: Sendable {
    /// How far a sweep is.
    public struct Progress: Sendable {
        /// The number of runs that have ended, those before this process included.
        public let done: Int
        /// The number of runs of the parts that this process carries out; those of other processes are not counted.
        public let count: Int
        /// The runs per second of this process.
        public let runsPerSecond: Double
        /// The seconds until all runs have ended, estimated; infinite before the first has.
        public let secondsLeft: Double
    }

    private let folder: SweepFolder
    private let threads: Int

    /// Creates a batch that trains at most `threads` runs at a time.
    public init(_ folder: SweepFolder, threads: Int) { (self.folder, self.threads) = (folder, max(1, threads)) }

    /// Carries out what is left of some parts, and leaves out those that other processes are carrying out.
    ///
    /// - Parameters:
    ///   - part: the part, from 1; nil for all of them, one after the other.
    ///   - force: whether damaged lines are taken out of the parts, and their runs done again.
    ///   - stop: ends the work after the runs that have ended.
    ///   - note: called with what a person should know.
    ///   - progress: called when a run has ended and its row is in the file, on the thread that trained it.
    /// - Throws: ``RunError`` where another process is carrying out the one part, and where a file that the runs read
    ///   has changed; ``DamagedPart`` for damaged lines; what the runs throw.
    public func carryOut(
        part: Int? = nil, force: Bool = false, stop: StopRequest? = nil, note: @escaping (String) -> Void = { _ in },
        progress: (@Sendable (Progress) -> Void)? = nil
    ) throws {
        try folder.checkFiles()
        let parts = part.map { $0...$0 } ?? 1...folder.parts
        let meter = SweepMeter(
            count: parts.reduce(0) { $0 + folder.plan.runs(ofPart: $1).count }, report: progress)
        for part in parts where stop?.isRequested != true {
            let reader = folder.reader(part)
            if parts.count > 1, FileLock.isHeld(reader.path) {
                note("part \(part) is being carried out by another process: left out")
                meter.leaveOut(reader.ids.count)
                continue
            }
            let file = try PartFile(reader, force: force)
            if let notice = file.notice { note(notice) }
            meter.skip(file.done.count)
            try carryOut(SweepQueue(reader.ids, done: file.done), into: file, meter, stop)
        }
    }

    private func carryOut(
        _ queue: SweepQueue, into file: PartFile, _ meter: SweepMeter, _ stop: StopRequest?
    ) throws {
        let folder = folder
        let workers = Array(0..<min(threads, max(1, queue.left)))
        defer { try? file.flush() }
        _ = try ParallelWork(threads: threads).map(workers) { _ in
            do {
                try Self.work(folder, queue, file, meter, stop)
            } catch {
                queue.end()
                throw error
            }
        }
        try file.flush()
    }

    private static func work(
        _ folder: SweepFolder, _ queue: SweepQueue, _ file: PartFile, _ meter: SweepMeter, _ stop: StopRequest?
    ) throws {
        let (sweep, lines) = (folder.sweep, folder.lines)
        let training = SweepTraining(sweep)
        var point: (number: Int, run: ExperimentRun)?
        while stop?.isRequested != true, let id = queue.next() {
            let member = sweep.member(id)
            if point?.number != member.point {
                let run = try folder.run(ofPoint: member.point)
                point = (member.point, run)
            }
            guard let run = point?.run.seeded(member.seed), let row = try training.row(member, run, stop: stop)
            else { break }
            try SweepKeeping(folder).keep(row, run)
            // At once: who ends the process loses no run that has ended.
            try file.append(lines.line(row))
            meter.note()
        }
    }
}

/// The runs of a part that are left, for several threads.
private final class SweepQueue: Sendable {
    private let ids: Range<Int>
    private let done: Bitmap
    private let place: Mutex<Int>
    /// The number of runs that are left at the beginning.
    let left: Int

    init(_ ids: Range<Int>, done: Bitmap) {
        (self.ids, self.done) = (ids, done)
        left = ids.count - done.count
        place = Mutex(ids.lowerBound)
    }

    /// The next run; nil where none is left.
    func next() -> Int? {
        place.withLock { place in
            while place < ids.upperBound {
                defer { place += 1 }
                if !done.contains(place) { return place }
            }
            return nil
        }
    }

    /// Leaves nothing to do.
    func end() { place.withLock { $0 = ids.upperBound } }
}

/// Counts the runs that have ended.
private final class SweepMeter: Sendable {
    private struct State {
        var count: Int
        var done = 0
        var own = 0
        let start = ContinuousClock.now
    }

    private let report: (@Sendable (SweepBatch.Progress) -> Void)?
    private let state: Mutex<State>

    init(count: Int, report: (@Sendable (SweepBatch.Progress) -> Void)?) {
        self.report = report
        state = Mutex(State(count: count))
    }

    /// Counts runs that were carried out before.
    func skip(_ runs: Int) { state.withLock { $0.done += runs } }

    /// Leaves out runs that another process carries out.
    func leaveOut(_ runs: Int) { state.withLock { $0.count -= runs } }

    /// Counts a run of this process.
    func note() {
        let progress = state.withLock { state in
            state.done += 1
            state.own += 1
            let seconds = (ContinuousClock.now - state.start) / .seconds(1)
            let rate = seconds > 0 ? Double(state.own) / seconds : 0
            return SweepBatch.Progress(
                done: state.done, count: state.count, runsPerSecond: rate,
                secondsLeft: rate > 0 ? Double(state.count - state.done) / rate : .infinity)
        }
        report?(progress)
    }
}
