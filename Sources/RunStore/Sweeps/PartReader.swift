import Foundation

/// Reads the rows of a part, a piece of its file at a time.
struct PartReader {
    /// What reading the file came to.
    struct Result {
        /// The lines that are damaged.
        var damage = SweepDamages()
        /// The runs that have rows.
        var ids: Bitmap
        /// The number of bytes up to the end of the last whole line.
        var wholeBytes: Int64 = 0
        /// Whether the file ends in the middle of a line: its process was killed while it wrote.
        var isCut = false

        /// The number of rows.
        var rows: Int { ids.count }
    }

    private static let pieceSize = 1 << 20

    let path: String
    /// What messages call the file.
    let name: String
    let lines: SweepLines
    let ids: Range<Int>

    /// Calls `body` with each row, and `damaged` with the number of each line that is none.
    ///
    /// - Throws: ``RunError`` where the file cannot be read, and what `body` throws.
    /// - Complexity: O(bytes); memory does not grow with the file.
    func forEachRow(
        damaged: (Int) -> Void = { _ in }, _ body: (SweepRow) throws -> Void
    ) throws -> Result {
        var result = Result(ids: Bitmap(of: ids))
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno == ENOENT { return result }
            throw RunError(place: path, problem: "it cannot be opened: \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw RunError(place: path, problem: "it is no regular file: expected the rows of a part")
        }
        var rest: [UInt8] = []
        var isTooLong = false
        var (number, offset) = (0, Int64(0))
        var piece = [UInt8](repeating: 0, count: Self.pieceSize)
        while true {
            let count = piece.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw RunError(place: path, problem: "it cannot be read: \(String(cString: strerror(errno)))")
            }
            if count == 0 { break }
            defer { offset += Int64(count) }
            var start = 0
            while let end = piece[start..<count].firstIndex(of: UInt8(ascii: "\n")) {
                number += 1
                if rest.isEmpty, !isTooLong {
                    try piece.withUnsafeBytes {
                        try take(UnsafeRawBufferPointer(rebasing: $0[start..<end]), number, &result, damaged, body)
                    }
                } else {
                    if !isTooLong { rest += piece[start..<end] }
                    try rest.withUnsafeBytes { try take($0, number, &result, damaged, body) }
                }
                result.wholeBytes = offset + Int64(end) + 1
                rest.removeAll(keepingCapacity: true)
                isTooLong = false
                start = end + 1
            }
            guard start < count else { continue }
            // Of a line that is too long only its beginning is kept, and its length.
            if rest.count + count - start > SweepLines.longest { isTooLong = true }
            rest += piece[start..<count]
            if isTooLong, rest.count > 64 << 20 {
                throw RunError(
                    place: "\(path):\(number + 1)",
                    problem: "more than 64 MiB without a line break: expected rows of a part")
            }
        }
        result.isCut = !rest.isEmpty
        return result
    }

    private func take(
        _ line: UnsafeRawBufferPointer, _ number: Int, _ result: inout Result, _ damaged: (Int) -> Void,
        _ body: (SweepRow) throws -> Void
    ) throws {
        func note(_ problem: String) {
            result.damage.add(SweepDamage(file: name, line: number, problem: problem))
            damaged(number)
        }
        guard let row = lines.row(line) else {
            return note("it is not a row of this sweep as Heaviside wrote it")
        }
        guard ids.contains(row.id) else { return note("run \(row.id) belongs to another part") }
        guard result.ids.insert(row.id) else { return note("run \(row.id) has a line already") }
        try body(row)
    }
}
