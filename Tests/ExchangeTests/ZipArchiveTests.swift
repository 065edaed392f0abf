import Testing

@testable import Exchange

@Suite struct ZipArchiveTests {
    private func refusal(_ member: ZipSample.Member) -> String {
        DataFixture.refusal(ZipSample(member).bytes)
    }

    private func member(_ name: String = "x.npy") -> ZipSample.Member {
        ZipSample.Member(name: name, data: ZipSample.array)
    }

    @Test("Archives in all forms that occur are read")
    func accepted() throws {
        #expect(try DataFixture.open(ZipSample.arrays("x.npy", "y.npy").bytes).names == ["x", "y"])
        #expect(DataFixture.refusal(ZipSample.arrays("x.npy").bytes) == "accepted")
        var commented = ZipSample.arrays("x.npy")
        commented.comment = Array("PK\u{5}\u{6} is how it ends".utf8)
        #expect(DataFixture.refusal(commented.bytes) == "accepted")
        // A folder, as zip -r adds it, and a file that is no array.
        let others = ZipSample(
            ZipSample.Member(name: "data/", data: []), member("data/x.npy"), ZipSample.Member(name: "a", data: [1]))
        #expect(try DataFixture.open(others.bytes).names == ["data/x"])
        for first in ["config.json", "note.txt"] {
            let noted = ZipSample(ZipSample.Member(name: first, data: [1]), member())
            #expect(try DataFixture.open(noted.bytes).names == ["x"])
        }
    }

    @Test(
        "Names that lead out of the archive are refused",
        arguments: ["../x.npy", "a/../../x.npy", "/etc/x.npy", "C:\\x.npy", "C:x.npy", "a\\x.npy", "x\u{0}.npy", ".."])
    func names(name: String) {
        var sample = ZipSample.arrays("fine.npy")
        sample.members.append(member(name))
        let message = DataFixture.refusal(sample.bytes, array: "fine")
        #expect(message.contains("the name leads out of the archive; expected a relative name"), "\(message)")
    }

    @Test("Names of two dots inside a word are names")
    func dots() {
        #expect(refusal(member("a..b.npy")) == "accepted")
    }

    @Test("A name that is given twice is refused")
    func twice() {
        let message = DataFixture.refusal(ZipSample.arrays("x.npy", "y.npy", "x.npy").bytes, array: "y")
        #expect(message.contains("member \"x.npy\": the name is given twice; expected each member once"))
    }

    @Test("Encrypted members and methods that are not read are refused by name, and other members are read")
    func methods() throws {
        var encrypted = member()
        encrypted.flags = 1
        #expect(refusal(encrypted).contains("it is encrypted; expected an archive without a password"))
        for (method, name) in [(9, "deflate64"), (12, "bzip2"), (93, "Zstandard"), (99, "AES"), (77, "method 77")] {
            var other = member()
            other.method = method
            #expect(refusal(other).contains("member \"x.npy\": it is compressed by \(name)"))
            #expect(DataFixture.refusal(ZipSample(other, member("y.npy")).bytes, array: "y") == "accepted")
        }
        for (file, name) in [("bzip2.npz", "bzip2"), ("lzma.npz", "LZMA")] {
            let error = Samples.failure { _ = try DataFile(DataFixture.path(file)).array() }
            #expect(error?.problem == "it is compressed by \(name)")
            #expect(error?.expected?.contains("numpy.savez_compressed") == true)
        }
    }

    @Test("A wrong checksum is refused")
    func checksum() throws {
        var wrong = member()
        wrong.checksum = 7
        let truth = String(ZipSample.checksum(wrong.data), radix: 16)
        #expect(refusal(wrong).contains("its checksum is \(truth), so the data are damaged; expected 7 (CRC-32)"))
        #expect(Samples.failure { _ = try DataFixture.open(ZipSample(wrong).bytes).summary(of: "x") } != nil)
        // In deflated data, a flip of almost any bit.
        let bytes = try DataFixture.bytes("piped.npz")
        for place in 160..<170 {
            var damaged = bytes
            damaged[place] ^= 4
            #expect(DataFixture.refusal(damaged) != "accepted", "byte \(place)")
        }
    }

    @Test("A zip bomb is refused by the size that it claims")
    func declaredSize() throws {
        var large = member()
        large.size = 600 << 20
        #expect(refusal(large).contains("it claims 629,145,600 bytes; expected at most 537,001,984"))
        var short = member()
        short.size = short.data.count - 1
        #expect(refusal(short).contains("it is stored, and claims"))
        var ratio = member()
        ratio.method = 8
        ratio.size = 1 << 20
        #expect(refusal(ratio).contains("expected at most 1040 times as many, which is all that deflate can do"))
        var many = ZipSample()
        many.members = (0..<9).map { ZipSample.Member(name: "x\($0).npy", data: ZipSample.array, size: 512 << 20) }
        #expect(DataFixture.refusal(many.bytes).contains("the members claim more than 4 GiB together"))
        // The header of the array claims more than the member.
        var header = member()
        header.data = Samples.npy("{'descr': '<f8', 'fortran_order': True, 'shape': (67108864,), }\n", data: 8)
        #expect(refusal(header).contains("data: 8 bytes follow the header; expected 536,870,912 bytes for shape"))
    }

    @Test("A zip bomb is refused by its real size")
    func realSize() throws {
        let bytes = try DataFixture.bytes("piped.npz")
        let entry = try #require(bytes.firstRange(of: [0x50, 0x4B, 1, 2])).lowerBound
        for (size, words) in [
            (200, "72 bytes follow the header; expected 192 bytes"),
            (328, "the file goes on for 8 bytes after the array"),
        ] {
            var changed = bytes
            changed.replaceSubrange(entry + 24..<entry + 28, with: Samples.length(UInt64(size), bytes: 4))
            let message = DataFixture.refusal(changed)
            #expect(message.contains(words), "\(message)")
        }
        // The header and the directory agree, and there is more, or less.
        let header = Samples.npy("{'descr': '|u1', 'fortran_order': False, 'shape': (100000,), }\n")
        for (zeros, words) in [
            (100_000, "accepted"), (5_000_000, "it holds more than the 100,073 bytes that it claims"),
            (90_000, "it holds 90,073 bytes; expected 100,073, as it claims"),
        ] {
            var member = ZipSample.deflated(header, zeros: zeros)
            member.size = header.count + 100_000
            #expect(refusal(member).contains(words), "\(refusal(member))")
        }
    }

    @Test("Deflated data that end too early or go on after their end are refused")
    func deflatedEnds() {
        let member = ZipSample.deflated(ZipSample.array, zeros: 0)
        #expect(refusal(member) == "accepted")
        var longer = member
        longer.data += [0, 0]
        #expect(refusal(longer).contains("the compressed data are damaged or cut off"))
        var shorter = member
        shorter.data.removeLast(2)
        #expect(refusal(shorter).contains("the compressed data are damaged or cut off"))
    }

    @Test("Data that overlap are refused")
    func overlaps() {
        var sample = ZipSample.arrays("x.npy", "y.npy")
        sample.members[1].offset = 4
        #expect(DataFixture.refusal(sample.bytes, array: "x").contains("overlap what begins at byte"))
        sample.members[1].offset = 0
        #expect(DataFixture.refusal(sample.bytes, array: "x").contains("overlap what begins at byte 0"))
        // The extra field of the member's own header reaches into the directory.
        var bytes = ZipSample.arrays("x.npy").bytes
        bytes[28] = 100
        #expect(DataFixture.refusal(bytes).contains("its header and data overlap what begins at byte"))
        var long = member()
        long.compressedSize = 10_000
        #expect(refusal(long).contains("overlap what begins at byte"))
    }

    @Test("A member whose own header is another's is refused")
    func ownHeader() {
        var renamed = member()
        renamed.ownName = "y.npy"
        #expect(refusal(renamed).contains("the header names another member"))
        var method = member()
        method.ownMethod = 8
        #expect(refusal(method).contains("the header says another method than the directory"))
        var moved = member()
        moved.offset = 3
        moved.compressedSize = 1
        moved.size = 1
        #expect(refusal(moved).contains("no header of a member stands here"))
    }

    @Test("Archives that are cut off, in parts, or begin later are refused")
    func damagedEnds() throws {
        for file in ["piped.npz", "zip64.npz", "refused.npz"] {
            let bytes = try DataFixture.bytes(file)
            for length in stride(from: 4, to: bytes.count, by: 1 + bytes.count / 150) {
                let message = DataFixture.refusal(Array(bytes[..<length]), as: "x.npz", array: "x")
                #expect(message.contains("so it is cut off"), "\(length): \(message)")
            }
            #expect(DataFixture.refusal(bytes + [0], as: "x.npz").contains("no directory at its end"))
        }
        var parts = ZipSample.arrays("x.npy")
        parts.disk = 1
        #expect(DataFixture.refusal(parts.bytes).contains("the archive is one of several parts"))
        var count = ZipSample.arrays("x.npy")
        count.count = 2
        #expect(DataFixture.refusal(count.bytes).contains("it holds 1 member; expected 2"))
        var prefixed = try DataFixture.bytes("piped.npz")
        let directory = try #require(prefixed.firstRange(of: [0x50, 0x4B, 1, 2])).lowerBound
        prefixed.insert(contentsOf: [1, 2, 3], at: directory)
        #expect(DataFixture.refusal(prefixed).contains("with nothing in front of it and nothing added"))
    }

    @Test("A directory whose numbers do not fit is refused")
    func damagedDirectories() throws {
        func refusal(_ file: String, _ change: (inout [UInt8]) throws -> Void) rethrows -> String {
            var bytes = (try? DataFixture.bytes(file)) ?? []
            try change(&bytes)
            return DataFixture.refusal(bytes, array: "x")
        }
        func place(_ signature: [UInt8], _ bytes: [UInt8]) throws -> Int {
            try #require(bytes.firstRange(of: [0x50, 0x4B] + signature)).lowerBound
        }
        let many = try refusal("zip64.npz") { bytes in
            let record = try place([6, 6], bytes)
            for offset in [24, 32] {
                bytes.replaceSubrange(record + offset..<record + offset + 8, with: Samples.length(70_000, bytes: 8))
            }
        }
        #expect(many.contains("directory: it has 70,000 members in"), "\(many)")
        var large = ZipSample()
        let extra = [UInt8](repeating: 0, count: 65_000)
        large.members = (0..<260).map { ZipSample.Member(name: "\($0).npy", data: [], centralExtra: extra) }
        let message = DataFixture.refusal(large.bytes, as: "x.npz")
        #expect(message.contains("expected at most 65,535 members in 16,777,216 bytes"), "\(message)")
        let moved = try refusal("zip64.npz") { bytes in
            let locator = try place([6, 7], bytes)
            bytes.replaceSubrange(locator + 8..<locator + 16, with: Samples.length(UInt64(locator - 10), bytes: 8))
        }
        #expect(moved.contains("end of the directory (ZIP64): it is not where the archive says"), "\(moved)")
        let cut = try refusal("piped.npz") { bytes in
            let last = try #require(bytes.indices.last { bytes[$0...].starts(with: [0x50, 0x4B, 1, 2]) })
            bytes[last + 32] = 3
        }
        #expect(cut.contains("directory, member 1: its entry is cut off"), "\(cut)")
        let name = try refusal("piped.npz") { bytes in bytes[try place([1, 2], bytes) + 46] = 0xFF }
        #expect(name.contains("directory, member 0: its name is not UTF-8"), "\(name)")
    }

    @Test("Sizes of ZIP64 are needed where the plain ones are all ones, and must fit")
    func largeSizes() {
        var missing = member()
        missing.size = 0xFFFF_FFFF
        #expect(refusal(missing).contains("its sizes are missing or beyond 2^63"))
        missing.centralExtra = [9, 0, 2, 0, 1, 1, 1, 0, 8, 0] + Samples.length(UInt64(missing.data.count), bytes: 8)
        #expect(refusal(missing) == "accepted")
        missing.centralExtra = [1, 0, 4, 0] + Samples.length(UInt64(missing.data.count), bytes: 4)
        #expect(refusal(missing).contains("its sizes are missing or beyond 2^63"))
        missing.centralExtra = [1, 0, 80, 0] + Samples.length(UInt64(missing.data.count), bytes: 8)
        #expect(refusal(missing).contains("its sizes are missing or beyond 2^63"))
        missing.centralExtra = [1, 0, 8, 0] + [UInt8](repeating: 0xFF, count: 8)
        #expect(refusal(missing).contains("its sizes are missing or beyond 2^63"))
    }

    @Test("An archive without arrays says what is in it")
    func noArrays() {
        #expect(DataFixture.refusal(ZipSample().bytes, as: "x.npz").contains("the archive has no member NAME.npy;"))
        let others = ZipSample(ZipSample.Member(name: "a.txt", data: [1]))
        #expect(
            DataFixture.refusal(others.bytes, as: "x.npz").contains(
                "the archive has no member NAME.npy; its first member is \"a.txt\"; expected at least one array"))
    }
}
