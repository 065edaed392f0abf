internal import Exchange
public import Experiments
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
        /// The number of runs of the parts that this process carries out.
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
    ///   - progress: called when runs have ended, on the thread that reports.
    /// - Throws: ``RunError`` where another process is carrying out the one part, and for damaged lines; what the runs
    ///   throw.
    public func carryOut(
        part: Int? = nil, force: Bool = false, stop: StopRequest? = nil, note: @escaping (String) -> Void = { _ in },
        progress: (@Sendable (Progress) -> Void)? = nil
    ) throws {
        let parts = part.map { $0...$0 } ?? 1...folder.parts
        let meter = SweepMeter(
            count: parts.reduce(0) { $0 + folder.plan.runs(ofPart: $1).count }, report: progress)
        for part in parts where stop?.isRequested != true {
            let reader = folder.reader(part)
            if parts.count > 1, FileLock.isHeld(reader.path) {
                note("part \(part) is being carried out by another process: left out")
                meter.skip(reader.ids.count)
                continue
            }
            var done = [Bool](repeating: false, count: reader.ids.count)
            let file = try PartFile(reader, force: force) { done[$0 - reader.ids.lowerBound] = true }
            if let notice = file.notice { note(notice) }
            meter.skip(done.count { $0 })
            try carryOut(SweepQueue(reader.ids, done: done), into: file, meter, stop)
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
        var share = 1
        while stop?.isRequested != true, let ids = queue.next(share) {
            let start = ContinuousClock.now
            var bytes: [UInt8] = []
            var count = 0
            for id in ids {
                let member = sweep.member(id)
                if point?.number != member.point {
                    let run = try sweep.run(ofPoint: member.point, searchFolders: folder.searchFolders)
                    point = (member.point, run)
                }
                guard let run = point?.run.seeded(member.seed), let row = try training.row(member, run, stop: stop)
                else { break }
                try SweepKeeping(folder).keep(row, run)
                bytes += lines.line(row)
                count += 1
            }
            if !bytes.isEmpty { try file.append(bytes) }
            meter.note(count)
            // About a twentieth of a second of runs is written at a time.
            let each = (ContinuousClock.now - start) / .seconds(1) / Double(max(1, count))
            share = Int(min(max(0.05 / max(each, 1e-9), 1), 64))
        }
    }
}

/// The runs of a part that are left, for several threads.
private final class SweepQueue: Sendable {
    private struct State {
        var next: Int
        var done: [Bool]
    }

    private let ids: Range<Int>
    private let state: Mutex<State>
    /// The number of runs that are left at the beginning.
    let left: Int

    init(_ ids: Range<Int>, done: [Bool]) {
        self.ids = ids
        left = done.count { !$0 }
        state = Mutex(State(next: 0, done: done))
    }

    /// The next runs, at most so many; nil where none is left.
    func next(_ most: Int) -> [Int]? {
        state.withLock { state in
            var found: [Int] = []
            while found.count < most, state.next < ids.count {
                if !state.done[state.next] { found.append(ids.lowerBound + state.next) }
                state.next += 1
            }
            return found.isEmpty ? nil : found
        }
    }

    /// Leaves nothing to do.
    func end() { state.withLock { $0.next = ids.count } }
}

/// Counts the runs that have ended.
private final class SweepMeter: Sendable {
    private struct State {
        var done = 0
        var own = 0
        let start = ContinuousClock.now
    }

    private let count: Int
    private let report: (@Sendable (SweepBatch.Progress) -> Void)?
    private let state = Mutex(State())

    init(count: Int, report: (@Sendable (SweepBatch.Progress) -> Void)?) { (self.count, self.report) = (count, report) }

    /// Counts runs that others have carried out.
    func skip(_ runs: Int) { state.withLock { $0.done += runs } }

    /// Counts runs of this process.
    func note(_ runs: Int) {
        let progress = state.withLock { state in
            state.done += runs
            state.own += runs
            let seconds = (ContinuousClock.now - state.start) / .seconds(1)
            let rate = seconds > 0 ? Double(state.own) / seconds : 0
            return SweepBatch.Progress(
                done: state.done, count: count, runsPerSecond: rate,
                secondsLeft: rate > 0 ? Double(count - state.done) / rate : .infinity)
        }
        report?(progress)
    }
}
