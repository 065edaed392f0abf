internal import Exchange
import Foundation
import Synchronization

/// The file of a part, which one process writes: whole lines, appended and flushed to the disk in batches.
final class PartFile: Sendable {
    private static let flushInterval = Duration.seconds(1)

    private struct State {
        var length: Int64
        var lastFlush = ContinuousClock.now
        var isDirty = false
    }

    private let lock: FileLock
    private let path: String
    private let descriptor: CInt
    private let state: Mutex<State>
    /// What a person should know of how the file was found.
    let notice: String?

    /// Opens the file of a part, or makes it, and notes which runs it has.
    ///
    /// A line that was cut off when its process was killed is removed; its run is done again.
    ///
    /// - Parameters:
    ///   - reader: what reads the file.
    ///   - force: whether damaged lines are removed; they are kept in a file beside.
    ///   - done: called with each run that the file has.
    /// - Throws: ``RunError`` where another process writes the part, and for damaged lines.
    init(_ reader: PartReader, force: Bool, done: (Int) -> Void) throws {
        path = reader.path
        var lock = try Self.lock(path)
        var ids: [Int] = []
        var found = try reader.forEachRow { row, _ in ids.append(row.id) }
        var notices: [String] = []
        if let first = found.damage.first {
            guard force else { throw Self.refusal(found.damage, first) }
            lock = try Self.mend(reader, found.damage)
            notices.append(
                "\(reader.name): \(found.damage.count == 1 ? "a damaged line" : "\(found.damage.count) damaged lines") "
                    + "skipped and kept in \(reader.name).damaged; the runs are done again")
            found = try reader.forEachRow { _, _ in }
        }
        if found.isCut {
            guard truncate(path, off_t(found.wholeBytes)) == 0 else { throw Self.failure(path, "it cannot be cut") }
            notices.append("\(reader.name): its last line was cut off; that run is done again")
        }
        notice = notices.isEmpty ? nil : notices.joined(separator: "\n")
        descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.failure(path, "it cannot be opened") }
        self.lock = lock
        state = Mutex(State(length: found.wholeBytes))
        ids.forEach(done)
    }

    deinit { close(descriptor) }

    /// The error of damaged lines.
    static func refusal(_ damage: [SweepDamage], _ first: SweepDamage) -> RunError {
        let others = damage.count > 1 ? ", and \(damage.count - 1) more" : ""
        return RunError(
            place: "\(first.file):\(first.line)",
            problem: "\(first.problem)\(others): expected whole rows; --force skips them, and their runs are done again"
        )
    }

    private static func lock(_ path: String) throws -> FileLock {
        for _ in 0..<100 {
            let lock = FileLock(path, .exclusive, .moment, makesFile: true)
            guard lock.descriptor >= 0 else { throw failure(path, "it cannot be opened") }
            guard lock.outcome != .held else {
                throw RunError(
                    place: path,
                    problem:
                        "another process is carrying out this part: wait until it ends, stop it, or choose another "
                        + "part")
            }
            // Another process may have replaced a damaged file since it was opened.
            if lock.isStill(at: path) { return lock }
        }
        throw RunError(place: path, problem: "it cannot be locked: other processes replace it again and again")
    }

    /// Replaces the file by one without its damaged lines, which a file beside it keeps; returns the new file's lock.
    private static func mend(_ reader: PartReader, _ damage: [SweepDamage]) throws -> FileLock {
        let numbers = Set(damage.map(\.line))
        let bytes = try AtomicFile.read(reader.path)
        var (kept, removed): ([UInt8], [UInt8]) = ([], [])
        var (start, number) = (0, 1)
        while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
            if numbers.contains(number) { removed += bytes[start...end] } else { kept += bytes[start...end] }
            (start, number) = (end + 1, number + 1)
        }
        let beside = reader.path + ".damaged"
        let before = FileState(beside) == nil ? [] : try AtomicFile.read(beside)
        try AtomicFile.write(before + removed, to: beside)
        try AtomicFile.write(kept, to: reader.path)
        return try lock(reader.path)
    }

    /// Appends whole lines; where that fails, the file is as before.
    func append(_ lines: [UInt8]) throws {
        try state.withLock { state in
            do {
                try Self.write(lines, to: descriptor, path: path)
            } catch {
                _ = ftruncate(descriptor, off_t(state.length))
                throw error
            }
            state.length += Int64(lines.count)
            state.isDirty = true
            if .now - state.lastFlush > Self.flushInterval { try flush(&state) }
        }
    }

    /// Waits until all lines are on the disk.
    func flush() throws { try state.withLock { try flush(&$0) } }

    private func flush(_ state: inout State) throws {
        guard state.isDirty else { return }
        guard fsync(descriptor) == 0 else { throw Self.failure(path, "it cannot be flushed to the disk") }
        (state.isDirty, state.lastFlush) = (false, .now)
    }

    private static func write(_ bytes: [UInt8], to descriptor: CInt, path: String) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw failure(path, "it cannot be written")
            }
            rest = rest.dropFirst(count)
        }
    }

    private static func failure(_ path: String, _ problem: String) -> RunError {
        RunError(place: path, problem: "\(problem): \(String(cString: strerror(errno)))")
    }
}
