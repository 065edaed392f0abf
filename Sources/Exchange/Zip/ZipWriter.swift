import CZlib

/// Writes a ZIP archive of stored members, as `numpy.savez` does: dated 1980, so that the bytes repeat.
struct ZipWriter {
    private var bytes: [UInt8] = []
    private var directory: [UInt8] = []
    private var count = 0

    /// The fields of every member: version 2.0, names in UTF-8, stored, 1 January 1980.
    private static let form: [UInt8] = [20, 0, 0, 8, 0, 0, 0, 0, 0x21, 0]
    private static let mark: [UInt8] = [0x50, 0x4B, 3, 4]
    /// The bytes of a member before its name.
    private static let headSize = 30

    /// The name of the first member of an archive that begins as those that are written here; nil for another one, and
    /// where the name is cut off.
    static func firstName(_ start: [UInt8]) -> String? {
        guard start.count > headSize, start.starts(with: mark + form) else { return nil }
        let length = Int(start[26]) | Int(start[27]) << 8
        let name = start.dropFirst(headSize).prefix(length)
        return name.count == length ? String(validating: name, as: UTF8.self) : nil
    }

    /// Appends a member.
    ///
    /// - Throws: ``ExchangeError`` where the archive would need the fields of ZIP64.
    mutating func append(_ name: String, _ data: [UInt8], path: String) throws(ExchangeError) {
        let name = Array(name.utf8)
        guard count < 0xFFFF, name.count <= 0xFFFF, data.count <= 0x7FFF_FFFF - bytes.count - name.count else {
            throw ExchangeError(
                path: path, location: nil, problem: "the archive has more than 2 GiB or 65,535 members",
                expected: "a smaller one")
        }
        let checksum = data.withUnsafeBytes { raw in
            UInt32(truncatingIfNeeded: crc32(0, raw.bindMemory(to: UInt8.self).baseAddress, UInt32(data.count)))
        }
        let offset = bytes.count
        var fields = Self.form
        for value in [checksum, UInt32(data.count), UInt32(data.count)] { ElementBytes.append(value, to: &fields) }
        ElementBytes.append(UInt16(name.count), to: &fields)
        ElementBytes.append(UInt16(0), to: &fields)
        bytes += Self.mark + fields + name + data
        ElementBytes.append(UInt32(0x0201_4B50), to: &directory)
        ElementBytes.append(UInt16(20), to: &directory)
        directory += fields
        // No comment, disk 0, no attributes.
        for value: UInt16 in [0, 0, 0] { ElementBytes.append(value, to: &directory) }
        for value in [UInt32(0), UInt32(offset)] { ElementBytes.append(value, to: &directory) }
        directory += name
        count += 1
    }

    /// The archive.
    func finished() -> [UInt8] {
        var end: [UInt8] = []
        ElementBytes.append(UInt32(0x0605_4B50), to: &end)
        for value in [0, 0, UInt16(count), UInt16(count)] { ElementBytes.append(value, to: &end) }
        for value in [UInt32(directory.count), UInt32(bytes.count)] { ElementBytes.append(value, to: &end) }
        ElementBytes.append(UInt16(0), to: &end)
        return bytes + directory + end
    }
}
