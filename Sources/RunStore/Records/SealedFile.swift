internal import Exchange

/// A safetensors file that carries its own SHA-256, so that a damaged one is recognised.
///
/// The metadata's `sha256` is the digest of the whole file with 64 zeros in its place.
enum SealedFile {
    private static let key = "sha256"
    private static let zeros = String(repeating: "0", count: 64)

    /// The bytes of a file with the digest filled in.
    static func bytes(of tensors: [NamedTensor], metadata: [String: String]) throws(ExchangeError) -> [UInt8] {
        var metadata = metadata
        metadata[key] = zeros
        var bytes = try SafetensorsFile(tensors: tensors, metadata: metadata).encoded()
        if let place = place(in: bytes) { bytes.replaceSubrange(place, with: digest(bytes).utf8) }
        return bytes
    }

    /// Whether a file has the digest of its bytes.
    static func isIntact(_ bytes: [UInt8]) -> Bool {
        guard let place = place(in: bytes) else { return false }
        let stored = String(decoding: bytes[place], as: UTF8.self)
        var blank = bytes
        blank.replaceSubrange(place, with: zeros.utf8)
        return digest(blank) == stored
    }

    /// Where the digits of the digest are in the header; nil where there are none.
    ///
    /// Quotes inside of a value are escaped, so that no value looks like the key.
    private static func place(in bytes: [UInt8]) -> Range<Int>? {
        guard bytes.count >= 8 else { return nil }
        let length = bytes[0..<8].enumerated().reduce(0 as UInt64) { $0 | UInt64($1.element) << UInt64(8 * $1.offset) }
        guard let end = Int(exactly: length).map({ 8 &+ $0 }), end > 8, end <= bytes.count else { return nil }
        let mark = Array("\"\(key)\":\"".utf8)
        guard let start = bytes[8..<end].firstPlace(of: mark)?.upperBound, start + zeros.utf8.count < end else {
            return nil
        }
        return start..<start + zeros.utf8.count
    }

    private static func digest(_ bytes: [UInt8]) -> String {
        let digest = SHA256Digest()
        digest.update(bytes)
        return digest.hexadecimal()
    }
}
