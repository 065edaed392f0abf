import Dispatch
internal import Exchange
import Foundation
import Synchronization

/// The file of a part, which one process writes: whole lines, appended one by one and flushed to the disk a second
/// later.
final class PartFile: Sendable {
    private static let flushSeconds = 1.0

    private struct State {
        var length: Int64
        /// Whether lines wait for the flush that has been asked for.
        var isDirty = false
        /// What a flush that nobody waited for came to; the system tells it once.
        var failure: RunError?
    }

    private let lock: FileLock
    private let path: String
    private let descriptor: CInt
    private let state: Mutex<State>
    /// What a person should know of how the file was found.
    let notice: String?
    /// The runs that the file has.
    let done: Bitmap

    /// Opens the file of a part, or makes it, and notes which runs it has.
    ///
    /// A line that was cut off when its process was killed is removed; its run is done again.
    ///
    /// - Parameters:
    ///   - reader: what reads the file.
    ///   - force: whether damaged lines are removed; they are kept in a file beside.
    /// - Throws: ``RunError`` where another process writes the part, ``DamagedPart`` for damaged lines.
    init(_ reader: PartReader, force: Bool) throws {
        path = reader.path
        var lock = try Self.lock(path)
        var damaged: Set<Int> = []
        var found = try reader.forEachRow(damaged: { if force { damaged.insert($0) } }, { _ in })
        var notices: [String] = []
        if let error = found.damage.error {
            guard force else { throw error }
            lock = try Self.mend(reader, without: damaged)
            notices.append(
                "\(reader.name): \(found.damage.count == 1 ? "a damaged line" : "\(found.damage.count) damaged lines") "
                    + "skipped and kept in \(reader.name).damaged; the runs are done again")
            found = try reader.forEachRow { _ in }
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
        done = found.ids
    }

    deinit { close(descriptor) }

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
    private static func mend(_ reader: PartReader, without numbers: Set<Int>) throws -> FileLock {
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

    /// Appends whole lines, which are on the disk a second later; where that fails, the file is as before.
    func append(_ lines: [UInt8]) throws {
        let isFirst = try state.withLock { state in
            if let failure = state.failure { throw failure }
            do {
                try Self.write(lines, to: descriptor, path: path)
            } catch {
                // Nothing may follow half a line.
                if ftruncate(descriptor, off_t(state.length)) != 0 {
                    state.failure = Self.failure(path, "it cannot be cut")
                }
                throw error
            }
            state.length += Int64(lines.count)
            defer { state.isDirty = true }
            return !state.isDirty
        }
        guard isFirst else { return }
        DispatchQueue.global().asyncAfter(deadline: .now() + Self.flushSeconds) { [weak self] in try? self?.flush() }
    }

    /// Waits until all lines are on the disk.
    func flush() throws {
        try state.withLock { state in
            if let failure = state.failure { throw failure }
            guard state.isDirty else { return }
            state.isDirty = false
            guard fsync(descriptor) != 0 else { return }
            let failure = Self.failure(path, "it cannot be flushed to the disk")
            state.failure = failure
            throw failure
        }
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
