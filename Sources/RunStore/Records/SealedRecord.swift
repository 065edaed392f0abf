internal import Exchange
import Foundation

/// JSON files that carry their own SHA-256, so that one in which a digit was changed is recognised.
///
/// The last key, `recordSHA256`, is the digest of the whole file with 64 zeros in its place. Files of older versions
/// have none.
enum SealedRecord {
    /// Whether a file is as it was written.
    enum State {
        /// It has its digest.
        case whole
        /// It has another digest.
        case changed
        /// It carries none, as those of older versions.
        case unknown
    }

    static let key = "recordSHA256"
    private static let zeros = String(repeating: "0", count: 64)

    /// The bytes of a JSON object, with the digest as its last key.
    static func sealed(_ object: String) -> [UInt8] {
        guard let end = object.range(of: "\n}", options: .backwards) else { return Array(object.utf8) }
        var text = object
        text.replaceSubrange(end, with: ",\n  \"\(key)\" : \"\(zeros)\"\n}")
        var bytes = Array(text.utf8)
        if let place = place(in: bytes) { bytes.replaceSubrange(place, with: sha256(of: bytes).utf8) }
        return bytes
    }

    /// Whether the bytes of a file are those that it was written with.
    static func state(_ bytes: [UInt8]) -> State {
        guard let place = place(in: bytes) else { return .unknown }
        var blank = bytes
        blank.replaceSubrange(place, with: zeros.utf8)
        return sha256(of: blank) == String(decoding: bytes[place], as: UTF8.self) ? .whole : .changed
    }

    /// Where the digits of the digest are; nil where there is no such key. Quotes inside of a value are escaped, so
    /// that no value looks like it.
    private static func place(in bytes: [UInt8]) -> Range<Int>? {
        let mark = Array("\"\(key)\"".utf8)
        guard let end = bytes.firstPlace(of: mark)?.upperBound,
            let quote = bytes[end...].firstIndex(of: UInt8(ascii: "\"")), quote + 1 + zeros.utf8.count <= bytes.count
        else { return nil }
        return quote + 1..<quote + 1 + zeros.utf8.count
    }

    private static func sha256(of bytes: [UInt8]) -> String {
        let digest = SHA256Digest()
        digest.update(bytes)
        return digest.hexadecimal()
    }
}

extension SealedRecord {
    /// Reads a value from a file that must be as it was written.
    ///
    /// - Throws: what `JSONRecord.read` throws; ``RunError`` where the file was changed.
    static func read<Value: Decodable>(_ path: String, kind: String, limit: Int) throws -> Value {
        let bytes = try AtomicFile.read(path, limit: limit)
        let value: Value = try JSONRecord.decode(bytes, from: path, kind: kind)
        guard state(bytes) == .whole else {
            throw RunError(place: path, problem: "\(changed): expected that file as it was")
        }
        return value
    }

    /// What is wrong with a file that has another digest.
    static let changed = "it was changed after it was written"
}
