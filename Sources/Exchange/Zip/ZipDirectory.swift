import Diagnostics

/// The place of the central directory of a ZIP archive, and how to read it.
struct ZipDirectory {
    /// The largest directory that is read, in bytes.
    static let sizeLimit = 16 << 20

    /// The bytes of the directory in the file.
    let range: Range<Int>

    /// The number of members.
    let count: Int

    /// Finds the directory from the record at the end of the file, and from that of ZIP64 where there is one.
    ///
    /// - Throws: ``ExchangeError`` when there is no such record, and when the numbers in it do not fit the file.
    init(_ file: InputFile) throws(ExchangeError) {
        let path = file.path
        let tailStart = max(0, file.size - Self.endSize - 65_535)
        let tail = try file.bytes(in: tailStart..<file.size)
        guard let place = Self.endRecord(in: tail) else {
            throw ExchangeError(
                path: path, location: nil, problem: "the archive has no directory at its end, so it is cut off",
                expected: "a complete ZIP archive")
        }
        var count = ZipField.short(tail, place + 10)
        var size = ZipField.long(tail, place + 12)
        var offset = ZipField.long(tail, place + 16)
        var end = tailStart + place
        let disks = [4, 6].map { ZipField.short(tail, place + $0) }
        var isOnePart = disks.allSatisfy { $0 == 0 || $0 == 0xFFFF } && ZipField.short(tail, place + 8) == count
        let locatorStart = end - Self.locatorSize
        if locatorStart >= 0 {
            let locator = try file.bytes(in: locatorStart..<end)
            if ZipField.long(locator, 0) == 0x0706_4B50 {
                let record = try Self.largeRecord(ZipField.longLong(locator, 8), before: locatorStart, in: file)
                (count, size, offset, end) = (record.count, record.size, record.offset, record.start)
                isOnePart = ZipField.long(locator, 4) == 0 && record.isOnePart
            }
        }
        guard isOnePart else {
            throw ExchangeError(
                path: path, location: nil, problem: "the archive is one of several parts",
                expected: "an archive in one file")
        }
        guard offset <= end, size == end - offset else {
            throw ExchangeError(
                path: path, location: "directory",
                problem: "it should begin at byte \(offset) and take \(size) bytes, but ends at byte \(end)",
                expected: "a complete archive with nothing in front of it and nothing added")
        }
        guard size <= Self.sizeLimit, count <= ZipArchive.entryLimit else {
            throw ExchangeError(
                path: path, location: "directory",
                problem: "it has \(NumberText.count(count)) members in \(NumberText.count(size)) bytes",
                expected: "at most \(NumberText.count(ZipArchive.entryLimit)) members in "
                    + "\(NumberText.count(Self.sizeLimit)) bytes")
        }
        range = offset..<end
        self.count = count
    }

    /// Reads the directory.
    ///
    /// - Throws: ``ExchangeError`` when it is damaged, or holds another number of members than its end says.
    func entries(of file: InputFile) throws(ExchangeError) -> [ZipEntry] {
        let bytes = try file.bytes(in: range)
        var entries: [ZipEntry] = []
        var position = 0
        while position < bytes.count {
            let location = "directory, member \(entries.count)"
            guard bytes.count - position >= Self.entrySize, ZipField.long(bytes, position) == 0x0201_4B50 else {
                throw ExchangeError(
                    path: file.path, location: location, problem: "byte \(range.lowerBound + position) begins no entry",
                    expected: "an entry of the directory")
            }
            let nameStart = position + Self.entrySize
            let extraStart = nameStart + ZipField.short(bytes, position + 28)
            let extraEnd = extraStart + ZipField.short(bytes, position + 30)
            let end = extraEnd + ZipField.short(bytes, position + 32)
            guard end <= bytes.count else {
                throw ExchangeError(
                    path: file.path, location: location, problem: "its entry is cut off",
                    expected: "a complete directory")
            }
            guard let name = String(validating: bytes[nameStart..<extraStart], as: UTF8.self) else {
                throw ExchangeError(
                    path: file.path, location: location, problem: "its name is not UTF-8",
                    expected: "a name in UTF-8, as numpy.savez writes it")
            }
            let sizes = try Self.sizes(
                bytes, at: position, extra: extraStart..<extraEnd,
                error: ExchangeError(
                    path: file.path, location: "member \(ExchangeError.quote(name))",
                    problem: "its sizes are missing or beyond 2^63", expected: "the sizes, in ZIP64 fields if need be"))
            let flags = ZipField.short(bytes, position + 8)
            entries.append(
                ZipEntry(
                    name: name, method: ZipEntry.Method(ZipField.short(bytes, position + 10)),
                    isEncrypted: flags & 0x2041 != 0,
                    checksum: ElementBytes.integer(UInt32.self, at: position + 16, of: bytes, order: .little),
                    compressedSize: sizes.compressed, size: sizes.original, headerOffset: sizes.offset))
            position = end
        }
        guard entries.count == count else {
            throw ExchangeError(
                path: file.path, location: "directory",
                problem: "it holds \(NumberText.plural(entries.count, "member"))",
                expected: "\(count), as the end of the archive says")
        }
        return entries
    }

    private static let endSize = 22
    private static let locatorSize = 20
    private static let largeSize = 56
    private static let entrySize = 46

    /// The place of the last record of the end whose comment fills the rest of the file.
    private static func endRecord(in tail: [UInt8]) -> Int? {
        guard tail.count >= endSize else { return nil }
        for place in (0...tail.count - endSize).reversed() where tail[place] == UInt8(ascii: "P") {
            if ZipField.long(tail, place) == 0x0605_4B50,
                ZipField.short(tail, place + 20) == tail.count - place - endSize
            {
                return place
            }
        }
        return nil
    }

    private static func largeRecord(
        _ start: Int?, before end: Int, in file: InputFile
    ) throws(ExchangeError) -> (count: Int, size: Int, offset: Int, start: Int, isOnePart: Bool) {
        let error = ExchangeError(
            path: file.path, location: "end of the directory (ZIP64)", problem: "it is not where the archive says",
            expected: "a complete archive with nothing in front of it")
        guard let start, start <= end - largeSize else { throw error }
        let record = try file.bytes(in: start..<start + largeSize)
        guard ZipField.long(record, 0) == 0x0606_4B50, let count = ZipField.longLong(record, 32),
            let size = ZipField.longLong(record, 40), let offset = ZipField.longLong(record, 48)
        else { throw error }
        let isOnePart =
            ZipField.long(record, 16) == 0 && ZipField.long(record, 20) == 0 && ZipField.longLong(record, 24) == count
        return (count, size, offset, start, isOnePart)
    }

    /// Sizes and place of a member; those that are all ones stand in the field of ZIP64, in this order.
    private static func sizes(
        _ bytes: [UInt8], at position: Int, extra: Range<Int>, error: ExchangeError
    ) throws(ExchangeError) -> (original: Int, compressed: Int, offset: Int) {
        var fields = [24, 20, 42].map { ZipField.long(bytes, position + $0) }
        guard fields.contains(0xFFFF_FFFF) else { return (fields[0], fields[1], fields[2]) }
        var place = extra.lowerBound
        while place + 4 <= extra.upperBound {
            let end = place + 4 + ZipField.short(bytes, place + 2)
            guard end <= extra.upperBound else { throw error }
            guard ZipField.short(bytes, place) == 1 else {
                place = end
                continue
            }
            var next = place + 4
            for index in fields.indices where fields[index] == 0xFFFF_FFFF {
                guard next + 8 <= end, let value = ZipField.longLong(bytes, next) else { throw error }
                fields[index] = value
                next += 8
            }
            return (fields[0], fields[1], fields[2])
        }
        throw error
    }
}
