internal import Foundation

/// Writes a JSON object key by key, and long arrays element by element, so that it is never whole in memory.
///
/// The atlas of a network of length 1025 has four million exact numbers. As one value, `JSONEncoder` takes 0.4 GB for
/// them where each has ten digits, and several times that for the long numbers of a trained network.
final class JSONObjectWriter {
    private let body: (String) -> Void
    private let encoder = JSONText.encoder()
    /// The last line, and whether a comma parts it from a line that follows.
    private var (pending, isValue) = ("{", false)

    /// Hands each line to `body`.
    init(_ body: @escaping (String) -> Void) { self.body = body }

    /// Writes a key with a value.
    func add(_ key: String, _ value: some Encodable) throws { put("  \"\(key)\" : \(try text(value))", isValue: true) }

    /// Writes a key with an array, an element a line, of the values that `elements` hands on.
    func add<Element: Encodable>(_ key: String, each elements: ((Element) throws -> Void) throws -> Void) throws {
        put("  \"\(key)\" : [", isValue: false)
        try elements { put("    \(try text($0))", isValue: true) }
        body(pending)
        (pending, isValue) = ("  ]", true)
    }

    /// Ends the object.
    func end() {
        body(pending)
        body("}")
    }

    private func put(_ line: String, isValue: Bool) {
        body(self.isValue ? pending + "," : pending)
        (pending, self.isValue) = (line, isValue)
    }

    private func text(_ value: some Encodable) throws -> String {
        JSONText.escaped(try encoder.encode(value))
    }
}
