/// The content of the header of a `.npy` file.
struct NumPyHeader {
    let kind: ElementKind
    let order: ElementBytes.Order
    let isFortranOrder: Bool
    let shape: [Int]

    static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

    /// Reads the magic string, the version, and the header up to the first element; `path` is used only in messages.
    ///
    /// - Throws: ``ExchangeError`` when the file is another one than NumPy writes, when the header is longer than
    ///   `NumPyArray.headerLimit` or is cut off, when it is not the documented dictionary, and when its elements are no
    ///   numbers that are read.
    static func read(from stream: ByteStream, path: String) throws(ExchangeError) -> NumPyHeader {
        let beginning = try stream.read(8)
        guard beginning.starts(with: magic) else {
            if let format = ForeignFormat(beginning + (try stream.read(512))) {
                throw ExchangeError(
                    path: path, location: nil, problem: "it is \(format.name)", expected: "a NumPy array (.npy)")
            }
            throw ExchangeError(
                path: path, location: "byte 0", problem: "the file does not begin with the magic string of NumPy",
                expected: "\\x93NUMPY")
        }
        guard beginning.count == 8 else { throw truncated(path: path) }
        let (major, minor) = (beginning[6], beginning[7])
        guard (1...3).contains(major), minor == 0 else {
            throw ExchangeError(
                path: path, location: "byte 6", problem: "the format version is \(major).\(minor)",
                expected: "1.0, 2.0 or 3.0")
        }
        let sizeBytes = try stream.read(major == 1 ? 2 : 4)
        guard sizeBytes.count == (major == 1 ? 2 : 4) else { throw truncated(path: path) }
        let length = sizeBytes.reversed().reduce(0) { $0 << 8 | Int($1) }
        guard length <= NumPyArray.headerLimit else {
            throw ExchangeError(
                path: path, location: "header length", problem: "the header claims \(length) bytes",
                expected: "at most \(NumPyArray.headerLimit)")
        }
        let rest = stream.length - stream.position
        let text = length <= rest ? try stream.read(length) : []
        guard text.count == length else {
            throw ExchangeError(
                path: path, location: "header length",
                problem: "the header claims \(length) bytes but \(rest) follow", expected: "a complete file")
        }
        return try NumPyHeaderParser.parse(text, path: path)
    }

    private static func truncated(path: String) -> ExchangeError {
        ExchangeError(
            path: path, location: nil, problem: "the file ends before its header", expected: "a complete file")
    }
}
