internal import Exchange
import Foundation

/// The JSON files in the folder of a run or a survey, with sorted keys; each appears under its name only when complete.
enum JSONRecord {
    /// Writes a value.
    static func write(_ value: some Encodable, to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try AtomicFile.write(Array(try encoder.encode(value)) + [0x0A], to: path)
    }

    /// Reads a value; an error says that `kind` was expected.
    static func read<Value: Decodable>(_ path: String, kind: String) throws -> Value {
        let bytes = try AtomicFile.read(path)
        do {
            return try JSONDecoder().decode(Value.self, from: Data(bytes))
        } catch {
            throw RunError(place: path, problem: "not the JSON of \(kind): \(error)")
        }
    }
}
