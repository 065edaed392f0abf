/// One JSON value (RFC 8259), checked byte by byte and written without white space, so that it fills one line.
///
/// A value goes on to the engine inside a line of JSON, so what is not JSON in every respect must not get through.
///
/// Edge cases: numbers keep their digits, strings their escapes, and a key that occurs twice stays twice, for the
/// engine to refuse. Strings must be UTF-8; the escapes of surrogates are not paired here.
///
/// - Complexity: O(n), without recursion.
package struct CompactJSON: Equatable, Sendable {
    /// The value, in UTF-8, without a line end.
    package let bytes: [UInt8]

    /// Reads a whole text.
    ///
    /// - Parameters:
    ///   - text: one value with nothing but white space around it.
    ///   - depth: the most arrays and objects within each other.
    /// - Throws: ``Refusal`` with status 400 that names the byte, counted from 1.
    package init(_ text: some Collection<UInt8>, depth: Int = 64) throws(Refusal) {
        var reader = JSONReader(Array(text), depth: depth)
        try reader.readDocument()
        bytes = reader.written
    }

    /// Whether the value is an object.
    package var isObject: Bool { bytes.first == UInt8(ascii: "{") }
}
