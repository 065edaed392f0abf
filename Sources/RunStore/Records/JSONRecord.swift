internal import Diagnostics
internal import Exchange
internal import Experiments
import Foundation
internal import Networks

/// The JSON files in the folder of a run or a survey, with sorted keys; each appears under its name only when complete.
enum JSONRecord {
    /// The words that keys of records take.
    private static let words = [
        "status": RunStatus.allCases.map(\.rawValue), "precision": Precision.allCases.map(\.rawValue),
        "role": Ladder.Rung.Role.allCases.map(\.rawValue),
    ]

    /// Writes a value; `isSealed` adds the SHA-256 of the file, as ``SealedRecord`` has it.
    static func write(_ value: some Encodable, to path: String, isSealed: Bool = false) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let text = String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
        try AtomicFile.write(isSealed ? SealedRecord.sealed(text) : Array(text.utf8), to: path)
    }

    /// A value on one line, to be kept inside of another file.
    static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// The value of such a line; nil where it is none.
    static func value<Value: Decodable>(of text: String) -> Value? {
        try? JSONDecoder().decode(Value.self, from: Data(text.utf8))
    }

    /// Reads a value; an error names the file and the key, and says that `kind` was expected.
    static func read<Value: Decodable>(
        _ path: String, kind: String, limit: Int = AtomicFile.readLimit
    ) throws -> Value {
        try decode(AtomicFile.read(path, limit: limit), from: path, kind: kind)
    }

    /// Decodes the bytes of a file.
    static func decode<Value: Decodable>(
        _ bytes: [UInt8], from path: String, kind: String
    ) throws(RunError) -> Value {
        do {
            return try JSONProblem.decode(Value.self, from: bytes, words: words)
        } catch {
            throw RunError(
                place: error.key.isEmpty ? path : "\(path): \(error.key)",
                problem: "\(error.problem) (this is not the record of \(kind) as Heaviside writes it)")
        }
    }
}
