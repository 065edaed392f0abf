import Foundation
import TestFixtures
import Testing

@testable import Exchange

@Suite struct AtomicFileTests {
    private func message(_ body: () throws -> Void) -> String {
        Samples.failure(body)?.description ?? "no error"
    }

    @Test("A file is read as it was written", arguments: [0, 1, 4096, 300_000])
    func roundTrip(count: Int) throws {
        let folder = try TemporaryFolder()
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        try AtomicFile.write(bytes, to: folder.path("f"))
        #expect(try AtomicFile.read(folder.path("f")) == bytes)
        #expect(folder.names == ["f"])
    }

    @Test("A file that is replaced keeps its permissions")
    func permissions() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("f")
        try AtomicFile.write([1, 2, 3, 4], to: path)
        #expect(chmod(path, 0o640) == 0)
        try AtomicFile.write([5], to: path)
        #expect(try AtomicFile.read(path) == [5])
        var status = stat()
        #expect(stat(path, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o640)
        #expect(folder.names == ["f"])
    }

    @Test("The longest name that the file system allows is accepted")
    func longestName() throws {
        let folder = try TemporaryFolder()
        let name = String(repeating: "n", count: 255)
        try AtomicFile.write([1], to: folder.path(name))
        #expect(try AtomicFile.read(folder.path(name)) == [1])
        #expect(folder.names == [name])
    }

    @Test("Writing to a symbolic link replaces the file that it points to")
    func symbolicLink() throws {
        let folder = try TemporaryFolder()
        try AtomicFile.write([1], to: folder.path("real"))
        #expect(symlink("real", folder.path("link")) == 0)
        try AtomicFile.write([2], to: folder.path("link"))
        #expect(try AtomicFile.read(folder.path("real")) == [2])
        var status = stat()
        #expect(lstat(folder.path("link"), &status) == 0)
        #expect(status.st_mode & S_IFMT == S_IFLNK)
        #expect(symlink("nowhere", folder.path("dangling")) == 0)
        #expect(
            message { try AtomicFile.write([3], to: folder.path("dangling")) }.contains("whose target does not exist"))
        #expect(folder.names == ["dangling", "link", "real"])
    }

    @Test("Writing to something that is not a file is refused")
    func targets() throws {
        let folder = try TemporaryFolder()
        #expect(mkdir(folder.path("d"), 0o755) == 0)
        #expect(mkfifo(folder.path("pipe"), 0o644) == 0)
        try AtomicFile.write([1], to: folder.path("f"))
        #expect(message { try AtomicFile.write([1], to: folder.path("d")) }.contains("it is a directory"))
        #expect(message { try AtomicFile.write([1], to: folder.path("pipe")) }.contains("it is not a regular file"))
        #expect(message { try AtomicFile.write([1], to: folder.path("f/child")) }.contains("Not a directory"))
        #expect(message { try AtomicFile.write([1], to: folder.path("no/child")) }.contains("No such file"))
        #expect(message { try AtomicFile.write([1], to: folder.path("new") + "/") }.contains("No such file"))
        #expect(message { try AtomicFile.write([1], to: "") }.contains("the path is empty"))
        #expect(message { try AtomicFile.write([1], to: folder.path("f") + "\0g") }.contains("zero byte"))
        #expect(folder.names == ["d", "f", "pipe"])
        #expect(try AtomicFile.read(folder.path("f")) == [1])
    }

    @Test("Reading something that is not a file is refused")
    func sources() throws {
        let folder = try TemporaryFolder()
        #expect(mkfifo(folder.path("pipe"), 0o644) == 0)
        #expect(message { _ = try AtomicFile.read(folder.path("pipe")) }.contains("it is not a regular file"))
        #expect(message { _ = try AtomicFile.read(folder.path(".")) }.contains("it is a directory"))
        let missing = folder.path("missing")
        #expect(
            message { _ = try AtomicFile.read(missing) }
                == "\(missing): cannot open the file: No such file or directory (errno 2); "
                + "expected an existing, readable file")
        #expect(message { _ = try AtomicFile.read("") }.contains("the path is empty"))
    }

    @Test("A file over the limit is not read")
    func readingLimit() throws {
        let folder = try TemporaryFolder()
        try AtomicFile.write([1, 2, 3], to: folder.path("f"))
        #expect(try AtomicFile.read(folder.path("f"), limit: 3) == [1, 2, 3])
        #expect(message { _ = try AtomicFile.read(folder.path("f"), limit: 2) }.contains("expected at most 2 bytes"))
    }

    @Test("A full disk leaves the old file untouched and no other file")
    func fullDisk() throws {
        let folder = try TemporaryFolder()
        try AtomicFile.write([9, 9], to: folder.path("old"))
        for name in ["old", "new"] {
            var room = 700
            let text = message {
                try AtomicFile.write([UInt8](repeating: 1, count: 1000), to: folder.path(name)) { descriptor, bytes in
                    if room == 0 { return (-1, ENOSPC) }
                    let part = UnsafeRawBufferPointer(rebasing: bytes[..<min(room, 300)])
                    room -= part.count
                    return AtomicFile.systemWrite(descriptor, part)
                }
            }
            #expect(room == 0)
            #expect(text.contains("cannot write the file: No space left on device (errno 28)"))
        }
        #expect(folder.names == ["old"])
        #expect(try AtomicFile.read(folder.path("old")) == [9, 9])
    }

    @Test("Writing continues after an interruption or a short write")
    func shortWrites() throws {
        let folder = try TemporaryFolder()
        let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0) }
        var calls = 0
        try AtomicFile.write(bytes, to: folder.path("f")) { descriptor, rest in
            calls += 1
            if calls.isMultiple(of: 2) { return (-1, EINTR) }
            return AtomicFile.systemWrite(descriptor, UnsafeRawBufferPointer(rebasing: rest[..<min(7, rest.count)]))
        }
        #expect(try AtomicFile.read(folder.path("f")) == bytes)
        #expect(calls == 285)
    }

    @Test("A call that writes nothing is an error")
    func emptyWrite() throws {
        let folder = try TemporaryFolder()
        let text = message { try AtomicFile.write([1], to: folder.path("f")) { _, _ in (0, 0) } }
        #expect(text.contains("errno 5"))
        #expect(folder.names == [])
    }

    @Test("The failure of a system call is reported")
    func failedWrite() throws {
        let folder = try TemporaryFolder()
        let text = message {
            try AtomicFile.write([1], to: folder.path("f")) { _, bytes in AtomicFile.systemWrite(-1, bytes) }
        }
        #expect(text.contains("Bad file descriptor (errno 9)"))
        #expect(folder.names == [])
    }

    @Test("A rename that fails leaves no file")
    func failedRename() throws {
        let folder = try TemporaryFolder()
        let path = folder.path("f")
        let text = message {
            try AtomicFile.write([1], to: path) { descriptor, bytes in
                // The target turns into a folder while the file is being written.
                _ = mkdir(path, 0o755)
                return AtomicFile.systemWrite(descriptor, bytes)
            }
        }
        #expect(text.contains("cannot put the file in place: Is a directory"))
        #expect(folder.names == ["f"])
    }
}
