import Diagnostics

/// A member of a ZIP archive as the central directory describes it.
struct ZipEntry {
    /// How the bytes of a member are kept.
    enum Method {
        case stored
        case deflated
        /// A method that is not read, by its number.
        case other(Int)

        init(_ number: Int) {
            switch number {
            case 0: self = .stored
            case 8: self = .deflated
            default: self = .other(number)
            }
        }
    }

    let name: String
    let method: Method
    let isEncrypted: Bool
    let checksum: UInt32
    let compressedSize: Int
    let size: Int
    /// Where the member's own header begins in the file.
    let headerOffset: Int

    /// The member for messages.
    var location: String { "member \(ExchangeError.quote(name))" }

    /// Why the member cannot be read; nil for one that can.
    ///
    /// Deflate makes at least one bit of 258 bytes, hence the ratio.
    func refusal(path: String) -> ExchangeError? {
        func error(_ problem: String, expected: String) -> ExchangeError {
            ExchangeError(path: path, location: location, problem: problem, expected: expected)
        }
        if isEncrypted { return error("it is encrypted", expected: "an archive without a password") }
        if case .other(let number) = method {
            let name = Self.methodNames[number] ?? "method \(number)"
            return error(
                "it is compressed by \(name)",
                expected: "stored or deflated members, as numpy.savez and numpy.savez_compressed write")
        }
        guard size <= Self.sizeLimit else {
            return error(
                "it claims \(NumberText.count(size)) bytes", expected: "at most \(NumberText.count(Self.sizeLimit))")
        }
        if case .stored = method, size != compressedSize {
            return error(
                "it is stored, and claims \(NumberText.count(size)) bytes in \(NumberText.count(compressedSize))",
                expected: "two equal sizes")
        }
        guard size / Self.deflateRatio <= compressedSize else {
            return error(
                "it claims \(NumberText.count(size)) bytes in \(NumberText.count(compressedSize)) compressed ones",
                expected: "at most \(Self.deflateRatio) times as many, which is all that deflate can do")
        }
        return nil
    }

    /// The most bytes of one member: those of an array and its header.
    static let sizeLimit = NumericArray.byteLimit + headerRoom

    private static let headerRoom = 1 << 17
    private static let deflateRatio = 1040
    private static let methodNames = [
        1: "shrink", 6: "implode", 9: "deflate64", 12: "bzip2", 14: "LZMA", 93: "Zstandard", 95: "XZ", 98: "PPMd",
        99: "AES, that is, encrypted",
    ]
}
