import Foundation
import Synchronization
import TestFixtures
import Testing

@testable import RunStore

/// Locks of files and folders; two objects of one process keep each other out as two processes do.
@Suite struct FileLockTests {
    private func hold(_ path: String, _ kind: FileLock.Kind, makesFile: Bool = false) throws -> FileLock {
        let lock = FileLock(path, kind, .none, makesFile: makesFile)
        try #require(lock.outcome == .locked)
        return lock
    }

    @Test("An exclusive lock keeps everybody out, a shared one who wants to be alone")
    func kinds() throws {
        let temporary = try TemporaryFolder()
        for path in [temporary.path("file"), temporary.path] {
            let first = try hold(path, .exclusive, makesFile: path != temporary.path)
            first.during {
                #expect(FileLock.isHeld(path) && FileLock.isHeld(path, against: .exclusive))
                #expect(FileLock.unlessHeld(path, .shared) == nil && FileLock.unlessHeld(path, .exclusive) == nil)
            }
        }
        for path in [temporary.path("file"), temporary.path] {
            #expect(!FileLock.isHeld(path, against: .exclusive))
            let first = try hold(path, .shared)
            try first.during {
                try hold(path, .shared).during {}
                #expect(!FileLock.isHeld(path) && FileLock.isHeld(path, against: .exclusive))
                #expect(FileLock.unlessHeld(path, .exclusive) == nil)
            }
        }
    }

    @Test("Who is patient gets the lock as soon as it is free")
    func patience() throws {
        let temporary = try TemporaryFolder()
        let path = temporary.path("file")
        for patience in [FileLock.Patience.moment, .unlimited] {
            var first: FileLock? = try hold(path, .exclusive, makesFile: true)
            #expect(FileLock(path, .exclusive, .none).outcome == .held)
            let asks = DispatchSemaphore(value: 0)
            let found = Found()
            let thread = Thread {
                asks.signal()
                found.outcome = FileLock(path, .exclusive, patience).outcome
                asks.signal()
            }
            thread.start()
            asks.wait()
            usleep(20_000)
            withExtendedLifetime(first) {}
            first = nil
            asks.wait()
            #expect(found.outcome == .locked)
        }
    }

    /// Written by one thread, and read by another after it.
    private final class Found: @unchecked Sendable {
        var outcome: FileLock.Outcome?
    }

    @Test("Where no file can be opened there is no lock, and it is granted")
    func unsure() throws {
        let temporary = try TemporaryFolder()
        let missing = temporary.path("missing")
        #expect(FileLock(missing, .exclusive, .none).outcome == .unsure(ENOENT))
        #expect(FileLock.unlessHeld(missing, .exclusive) != nil && !FileLock.isHeld(missing))
        #expect(!FileManager.default.fileExists(atPath: missing))
        let beyond = FileLock(temporary.path("none/file"), .exclusive, .unlimited, makesFile: true)
        #expect(beyond.outcome == .unsure(ENOENT) && beyond.during { 3 } == 3)
        #expect(throws: RunError.self) { try FolderLock(missing) }
    }

    @Test("A lock file names its holder; one whose process has ended is stale")
    func holder() throws {
        let temporary = try TemporaryFolder()
        let file = FileLock(temporary.path("file"), .exclusive, .none, makesFile: true)
        #expect(LockHolder(descriptor: file.descriptor) == nil)
        LockHolder.current.write(descriptor: file.descriptor)
        let own = try #require(LockHolder(descriptor: file.descriptor))
        #expect(own.description == "process \(getpid()) on \(ProcessInfo.processInfo.hostName)" && own.mayBeAlive)
        func read(_ text: String) -> LockHolder? {
            ftruncate(file.descriptor, 0)
            _ = text.withCString { pwrite(file.descriptor, $0, strlen($0), 0) }
            return LockHolder(descriptor: file.descriptor)
        }
        let host = ProcessInfo.processInfo.hostName
        // No process has a number this large (the kernel's limit is 2²²).
        #expect(read("\(host) 2147483647")?.mayBeAlive == false)
        #expect(read("\(host)-elsewhere 2147483647")?.mayBeAlive == true)
        for text in ["", "\(host)", "\(host) 0", "\(host) -1", "\(host) x", "a b 3"] { #expect(read(text) == nil) }
    }

    @Test("Who carries out a batch keeps others out, whatever becomes of its records, and leaves no file behind")
    func container() throws {
        let temporary = try TemporaryFolder()
        let path = temporary.path
        func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: path) }
        var one = ContainerLock(path, .exclusive)
        #expect(one != nil && ContainerLock(path, .exclusive) == nil && ContainerLock(path, .shared) == nil)
        #expect(ContainerLock.isHeld(path))
        one = nil
        #expect(try names().isEmpty && !ContainerLock.isHeld(path))
        // Of several who share it the last one takes the file away.
        one = ContainerLock(path, .shared)
        var other = ContainerLock(path, .shared)
        #expect(one != nil && other != nil && !ContainerLock.isHeld(path))
        one = nil
        #expect(ContainerLock(path, .exclusive) == nil)
        withExtendedLifetime(other) {}
        other = nil
        #expect(try names().isEmpty && ContainerLock(path, .exclusive) != nil)
        // What a process that was killed has left is no lock.
        try Data().write(to: URL(fileURLWithPath: "\(path)/\(ContainerLock.name)"))
        #expect(!ContainerLock.isHeld(path) && ContainerLock(path, .exclusive) != nil)
        // Where no file can be made, the lock is granted.
        #expect(ContainerLock("\(path)/none", .exclusive) != nil)
        // A folder that is moved takes the lock with it.
        let (before, after) = (temporary.path("before"), temporary.path("after"))
        try FileManager.default.createDirectory(atPath: before, withIntermediateDirectories: false)
        one = ContainerLock(before, .exclusive)
        #expect(rename(before, after) == 0)
        one?.move(to: after)
        #expect(ContainerLock.isHeld(after))
        one = nil
        #expect(try FileManager.default.contentsOfDirectory(atPath: after).isEmpty)
    }

    /// How many have a lock, had it at once, and have had it.
    private final class Holders: Sendable {
        private let inside = Atomic(0)
        let most = Atomic(0)
        let granted = Atomic(0)

        func visit() {
            most.max(inside.add(1, ordering: .sequentiallyConsistent).newValue, ordering: .sequentiallyConsistent)
            granted.add(1, ordering: .sequentiallyConsistent)
            inside.subtract(1, ordering: .sequentiallyConsistent)
        }
    }

    @Test("Of many who ask for a batch again and again, one has it at a time")
    func contended() async throws {
        let temporary = try TemporaryFolder()
        let path = temporary.path
        let holders = Holders()
        await withTaskGroup { group in
            for _ in 0..<4 {
                group.addTask {
                    for _ in 0..<400 {
                        guard let lock = ContainerLock(path, .exclusive) else { continue }
                        lock.during { holders.visit() }
                    }
                }
            }
        }
        #expect(holders.most.load(ordering: .relaxed) == 1 && holders.granted.load(ordering: .relaxed) > 100)
    }

    @Test("A damaged index stays while another process uses it, and where its folder cannot be locked")
    func indexInUse() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        let index = "\(root.path)/\(RunIndex.name)"
        try Data("none".utf8).write(to: URL(fileURLWithPath: index))
        let damage = SQLiteError(code: 26, message: "file is not a database")
        try hold(root.path, .shared).during {
            #expect(!RunIndex.removeDamaged(root, after: damage))
            #expect(FileManager.default.fileExists(atPath: index))
        }
        #expect(!RunIndex.removeDamaged(RunRoot(temporary.path("none")), after: damage))
        #expect(RunIndex.removeDamaged(root, after: damage))
        #expect(!FileManager.default.fileExists(atPath: index))
    }
}
