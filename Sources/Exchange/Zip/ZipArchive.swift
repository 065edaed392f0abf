import Diagnostics

/// A ZIP archive (PKWARE's APPNOTE 6.3.10) whose members are read one at a time.
///
/// The central directory at the end of the file says what there is. Of each member the header in front of its data is
/// compared with it where the member is read, but for the sizes, which many writers fill in only at the end.
///
/// *What is refused*
/// - an archive in several parts; bytes in front of it that its offsets do not count; anything between directory and
///   end; a comment that is cut off;
/// - members whose data overlap each other or the directory;
/// - names that are given twice, absolute, with `..` for a part, or not UTF-8;
/// - more than `entryLimit` members, and members of more than `totalLimit` bytes together.
struct ZipArchive {
    /// The most members.
    static let entryLimit = 65_535

    /// The most bytes of all members together, before compression.
    static let totalLimit = 1 << 32

    /// The members in the order of the directory.
    let entries: [ZipEntry]

    let file: InputFile

    /// For each entry, where the data of a member must end: at the next header in the file, or at the directory.
    private let ends: [Int]

    /// Reads the directory.
    ///
    /// - Throws: ``ExchangeError`` for what is refused, and where the file is cut off or damaged.
    /// - Complexity: O(n log n) in the number n of members.
    init(_ file: InputFile) throws(ExchangeError) {
        let directory = try ZipDirectory(file)
        let entries = try directory.entries(of: file)
        try Self.checkNames(entries, path: file.path)
        var total = 0
        for entry in entries {
            total += min(entry.size, Self.totalLimit + 1)
            guard total <= Self.totalLimit else {
                throw ExchangeError(
                    path: file.path, location: nil, problem: "the members claim more than 4 GiB together",
                    expected: "at most \(NumberText.count(Self.totalLimit)) bytes before compression")
            }
        }
        let order = entries.indices.sorted { entries[$0].headerOffset < entries[$1].headerOffset }
        var ends = [Int](repeating: 0, count: entries.count)
        for (place, index) in order.enumerated() {
            let next = place + 1 < order.count ? entries[order[place + 1]].headerOffset : directory.range.lowerBound
            ends[index] = next
            let entry = entries[index]
            guard entry.headerOffset <= next - Self.headerSize,
                entry.compressedSize <= next - entry.headerOffset - Self.headerSize
            else {
                throw ExchangeError(
                    path: file.path, location: entry.location,
                    problem: "its \(NumberText.count(entry.compressedSize)) bytes from byte \(entry.headerOffset) on "
                        + "overlap what begins at byte \(next)",
                    expected: "members one after the other")
            }
        }
        self.entries = entries
        self.file = file
        self.ends = ends
    }

    /// The bytes of a member, inflated where it is deflated; its size and checksum are compared at its end.
    ///
    /// - Throws: ``ExchangeError`` when the member is encrypted, of an unknown method or too large, and when its own
    ///   header is not that of the directory.
    func stream(_ index: Int) throws(ExchangeError) -> ByteStream {
        let entry = entries[index]
        if let refusal = entry.refusal(path: file.path) { throw refusal }
        let start = try dataStart(index)
        let data = file.stream(start..<start + entry.compressedSize)
        let member = ZipMember(entry, data: data, path: file.path)
        return ByteStream(length: entry.size) { (most) throws(ExchangeError) in try member.read(most) }
    }

    private static let headerSize = 30

    private func dataStart(_ index: Int) throws(ExchangeError) -> Int {
        let entry = entries[index]
        let header = try file.bytes(in: entry.headerOffset..<entry.headerOffset + Self.headerSize)
        func error(_ problem: String) -> ExchangeError {
            ExchangeError(
                path: file.path, location: "\(entry.location), byte \(entry.headerOffset)", problem: problem,
                expected: "the member's header, with the name and method of the directory")
        }
        guard ZipField.long(header, 0) == 0x0403_4B50 else { throw error("no header of a member stands here") }
        let nameSize = ZipField.short(header, 26)
        let start = entry.headerOffset + Self.headerSize + nameSize + ZipField.short(header, 28)
        guard start <= ends[index], entry.compressedSize <= ends[index] - start else {
            throw error("its header and data overlap what begins at byte \(ends[index])")
        }
        let nameStart = entry.headerOffset + Self.headerSize
        let name = try file.bytes(in: nameStart..<nameStart + nameSize)
        guard name.elementsEqual(entry.name.utf8) else { throw error("the header names another member") }
        let method: Int? =
            switch entry.method {
            case .stored: 0
            case .deflated: 8
            case .other: nil
            }
        guard ZipField.short(header, 8) == method, ZipField.short(header, 6) & 1 == 0 else {
            throw error("the header says another method than the directory")
        }
        return start
    }

    private static func checkNames(_ entries: [ZipEntry], path: String) throws(ExchangeError) {
        var names: Set<String> = []
        for entry in entries {
            let parts = entry.name.split(separator: "/", omittingEmptySubsequences: false)
            let isAbsolute = entry.name.hasPrefix("/") || entry.name.dropFirst().hasPrefix(":")
            guard !isAbsolute, !parts.contains(".."), !entry.name.contains("\\"), !entry.name.utf8.contains(0) else {
                throw ExchangeError(
                    path: path, location: entry.location, problem: "the name leads out of the archive",
                    expected: "a relative name without \"..\", \"\\\" and \":\"")
            }
            guard names.insert(entry.name).inserted else {
                throw ExchangeError(
                    path: path, location: entry.location, problem: "the name is given twice",
                    expected: "each member once")
            }
        }
    }
}
