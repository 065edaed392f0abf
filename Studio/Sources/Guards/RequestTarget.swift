/// The target of a request, "/path?key=value&…", read strictly and bounded.
///
/// No name that this server hands out needs an escape or a dot segment, so a path that has one is refused rather than
/// decoded; that ends path traversal in any encoding. Values of the query are decoded, "+" as a space.
package struct RequestTarget: Sendable {
    /// The path: "/" and then letters, digits, "-", "_", "." and "/".
    package let path: String
    /// The items of the query in their order, decoded.
    package let query: [(key: String, value: String)]

    /// The most bytes of a target.
    package static let greatestLength = 8192
    /// The most items of a query.
    package static let greatestCount = 32
    /// The most bytes of a value.
    package static let greatestValue = 4096

    /// Reads the target of a request line.
    ///
    /// - Throws: ``Refusal``: 414 where it is too long, otherwise 400.
    package init(_ text: String) throws(Refusal) {
        guard text.utf8.count <= Self.greatestLength else {
            throw Refusal(
                414, "The address has \(text.utf8.count) bytes.", at: "the address",
                right: "At most \(Self.greatestLength) bytes.")
        }
        let parts = text.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        path = String(parts[0])
        guard Self.isPlain(path) else {
            throw Refusal(
                400, "The path has characters or segments that no address of the studio has.", at: "the path",
                right: "Letters, digits, “-”, “_”, “.” and “/”, and no segment “.” or “..”.")
        }
        query = parts.count == 2 ? try Self.items(parts[1]) : []
    }

    /// The first value of a key.
    package func value(_ key: String) -> String? { query.first { $0.key == key }?.value }

    private static func isPlain(_ path: String) -> Bool {
        guard path.first == "/", path.utf8.count <= 256 else { return false }
        let segments = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        return path == "/"
            || segments.allSatisfy { segment in
                !segment.isEmpty && segment.utf8.first != UInt8(ascii: ".")
                    && segment.utf8.allSatisfy { $0.isASCIILetterOrDigit || "-_.".utf8.contains($0) }
            }
    }

    private static func items(_ text: Substring) throws(Refusal) -> [(key: String, value: String)] {
        let pieces = text.split(separator: "&")
        guard pieces.count <= greatestCount else {
            throw Refusal(
                400, "The query has \(pieces.count) items.", at: "the query", right: "At most \(greatestCount) items.")
        }
        var items: [(key: String, value: String)] = []
        for piece in pieces {
            let parts = piece.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let key = String(parts[0])
            guard !key.isEmpty, key.utf8.count <= 32, key.utf8.allSatisfy({ $0.isASCIILetterOrDigit }) else {
                throw Refusal(
                    400, "A key of the query is not a name.", at: "the query", right: "Keys are letters and digits.")
            }
            guard let value = decoded(parts.count == 2 ? parts[1] : "") else {
                throw Refusal(
                    400, "The value is not text.", at: "key “\(key)” of the query",
                    right: "UTF-8 without control characters, with “%” and two hexadecimal digits for an escape, "
                        + "of at most \(greatestValue) bytes.")
            }
            items.append((key, value))
        }
        return items
    }

    /// The value without escapes; nil where an escape is malformed, or the text has control characters or is too long.
    private static func decoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst()?.hexadecimalValue, let low = rest.popFirst()?.hexadecimalValue else {
                    return nil
                }
                bytes.append(high << 4 | low)
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            default: bytes.append(byte)
            }
        }
        guard bytes.count <= greatestValue, bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }) else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }
}
