internal import Exchange
import Foundation

/// The JSON files of a run's or a survey's folder: sorted keys, whole or not there.
enum JSONRecord {
    /// Writes a value.
    static func write(_ value: some Encodable, to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try AtomicFile.write(Array(try encoder.encode(value)) + [0x0A], to: path)
    }

    /// Reads a value; `kind` says in an error what it should have been.
    static func read<Value: Decodable>(_ path: String, kind: String) throws -> Value {
        let bytes = try AtomicFile.read(path)
        do {
            return try JSONDecoder().decode(Value.self, from: Data(bytes))
        } catch {
            throw RunError(place: path, problem: "not the JSON of \(kind): \(error)")
        }
    }
}
