import Foundation
import TestFixtures
import Testing

@testable import RunStore

@Suite struct ProgramDigestTests {
    private static func write(_ text: String, _ path: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }

    // Of "abc", from FIPS 180-4.
    private static let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

    @Test("A program is read once, and again when its file is another one")
    func readOnce() throws {
        let temporary = try TemporaryFolder()
        defer { withExtendedLifetime(temporary) {} }
        let folder = temporary.path
        let (program, cache) = ("\(folder)/program", "\(folder)/caches/heaviside/programs")
        try Self.write("abc", program)
        #expect(ProgramDigest.sha256(ofFile: program, cache: cache) == Self.abc)
        let entry = try String(contentsOfFile: cache, encoding: .utf8)
        #expect(entry.split(separator: " ").count == 7 && entry.hasSuffix("\n") && entry.contains(Self.abc))
        let other = "\(folder)/other"
        try Self.write("abd", other)
        let digest = try #require(ProgramDigest.sha256(ofFile: other, cache: cache))
        #expect(digest != Self.abc)
        #expect(try String(contentsOfFile: cache, encoding: .utf8).hasPrefix(entry))
        try FileManager.default.removeItem(atPath: program)
        try FileManager.default.moveItem(atPath: other, toPath: program)
        #expect(ProgramDigest.sha256(ofFile: program, cache: cache) == digest)
        // Of another size: one that is written twice within the same tick of the system's clock has the same times.
        try Self.write("abc, and more", program)
        #expect(ProgramDigest.sha256(ofFile: program, cache: cache) == SHA256Digest.hexadecimal(ofFile: program))
        #expect(ProgramDigest.sha256(ofFile: "\(folder)/none", cache: cache) == nil)
    }

    @Test("What the cache says of a file is believed, and nothing else in it")
    func damagedCache() throws {
        let temporary = try TemporaryFolder()
        defer { withExtendedLifetime(temporary) {} }
        let folder = temporary.path
        let (program, cache) = ("\(folder)/program", "\(folder)/programs")
        try Self.write("abc", program)
        _ = ProgramDigest.sha256(ofFile: program, cache: cache)
        let whole = try String(contentsOfFile: cache, encoding: .utf8)
        for damaged in [
            whole.replacingOccurrences(of: "ba78", with: "ba79"), String(whole.dropLast(3)), "", "\n\n", "x y",
            whole.replacingOccurrences(of: " ", with: "  "), String(repeating: "z", count: 1 << 17),
        ] {
            try Self.write(damaged, cache)
            #expect(ProgramDigest.sha256(ofFile: program, cache: cache) == Self.abc, "\(damaged.prefix(80))")
            #expect(try String(contentsOfFile: cache, encoding: .utf8) == whole, "\(damaged.prefix(80))")
        }
        // A line that is whole is believed, so that the file need not be read.
        let state = try #require(FileState(program)).text
        let own = SHA256Digest()
        let planted = String(repeating: "1", count: 64)
        own.update("\(state) \(planted)")
        try Self.write("\(state) \(planted) \(own.hexadecimal().prefix(16))\n", cache)
        #expect(ProgramDigest.sha256(ofFile: program, cache: cache) == planted)
    }

    @Test("A cache that cannot be written is done without")
    func noCache() throws {
        let temporary = try TemporaryFolder()
        defer { withExtendedLifetime(temporary) {} }
        let folder = temporary.path
        let program = "\(folder)/program"
        try Self.write("abc", program)
        for cache in [nil, "\(program)/programs", folder, "\(folder)/\0/x"] {
            #expect(ProgramDigest.sha256(ofFile: program, cache: cache) == Self.abc)
        }
    }

    @Test("The cache keeps sixteen programs")
    func bounded() throws {
        let temporary = try TemporaryFolder()
        defer { withExtendedLifetime(temporary) {} }
        let folder = temporary.path
        let cache = "\(folder)/programs"
        for k in 0..<20 {
            try Self.write("\(k)", "\(folder)/program-\(k)")
            #expect(ProgramDigest.sha256(ofFile: "\(folder)/program-\(k)", cache: cache)?.count == 64)
        }
        let lines = try String(contentsOfFile: cache, encoding: .utf8).split(separator: "\n")
        #expect(lines.count == 16)
        let last = try #require(FileState("\(folder)/program-19")).text
        #expect(lines.last?.hasPrefix(last) == true)
    }

    @Test("Bytes are found where they stand first, in an array and in a part of one")
    func search() {
        let bytes: [UInt8] = [1, 2, 1, 2, 3, 1, 2, 3]
        #expect(bytes.firstPlace(of: [1, 2, 3]) == 2..<5 && bytes.firstPlace(of: [3]) == 4..<5)
        #expect(bytes[3...].firstPlace(of: [1, 2, 3]) == 5..<8 && bytes[3..<7].firstPlace(of: [1, 2, 3]) == nil)
        #expect(bytes.firstPlace(of: []) == nil && bytes.firstPlace(of: bytes + [1]) == nil)
        #expect([].firstPlace(of: [1]) == nil && bytes.firstPlace(of: bytes) == 0..<8)
    }

    @Test("A file's digest is that of its bytes, also where it has several blocks")
    func blocks() throws {
        let temporary = try TemporaryFolder()
        defer { withExtendedLifetime(temporary) {} }
        let folder = temporary.path
        for count in [0, 1, 1 << 18, 1 << 18 + 1, 3 << 18] {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
            let own = SHA256Digest()
            own.update(bytes)
            try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/file"))
            #expect(SHA256Digest.hexadecimal(ofFile: "\(folder)/file") == own.hexadecimal())
        }
        #expect(SHA256Digest.hexadecimal(ofFile: folder) == nil)
    }
}
