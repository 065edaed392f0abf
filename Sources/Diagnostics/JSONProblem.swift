internal import Foundation

/// What is wrong with a JSON text that could not be decoded, where, and what would be right.
public struct JSONProblem: Error, Sendable, Hashable, CustomStringConvertible {
    /// The dotted key, list entries by index: "ladder.rungs.0.seconds"; empty for the whole text.
    public let key: String
    /// What is wrong there and what would be right.
    public let problem: String

    /// "key: problem", or the problem alone.
    public var description: String { key.isEmpty ? problem : "\(key): \(problem)" }

    /// Decodes a JSON text.
    ///
    /// - Parameters:
    ///   - type: the value that the text describes.
    ///   - bytes: the text.
    ///   - words: the words that a key takes, by its last part.
    /// - Returns: the value.
    /// - Throws: ``JSONProblem`` with the key at fault; a `DecodingError` of a decoder of ours keeps its own words.
    public static func decode<Value: Decodable>(
        _ type: Value.Type, from bytes: [UInt8], words: [String: [String]] = [:]
    ) throws(JSONProblem) -> Value {
        do {
            return try JSONDecoder().decode(Value.self, from: Data(bytes))
        } catch {
            guard Self.saysNothing(error) else { throw JSONProblem(error, in: bytes, words: words) }
            throw UnfitNumber.problem(decoding: type, in: bytes)
                ?? JSONProblem(key: "", problem: "not JSON: \(Self.syntax(bytes))")
        }
    }

    init(key: String, problem: String) {
        self.key = key
        self.problem = problem
    }

    /// Describes the error of a decoder.
    private init(_ error: any Error, in bytes: [UInt8], words: [String: [String]]) {
        guard let error = error as? DecodingError else {
            self.init(key: "", problem: "it cannot be read")
            return
        }
        switch error {
        case .keyNotFound(let key, let context):
            self.init(key: Self.key(context.codingPath + [key]), problem: "it is missing")
        case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
            self.init(Self.name(of: type), at: context.codingPath, in: bytes)
        case .dataCorrupted(let context):
            // A decoder of ours says in its own words what it expects.
            if context.debugDescription.contains("expected ") {
                self.init(key: Self.key(context.codingPath), problem: context.debugDescription)
            } else if let known = context.codingPath.last.flatMap({ words[$0.stringValue] }) {
                self.init("one of \(known.joined(separator: ", "))", at: context.codingPath, in: bytes)
            } else {
                self.init("another value", at: context.codingPath, in: bytes)
            }
        @unknown default:
            self.init(key: "", problem: "it cannot be read")
        }
    }

    private init(_ expected: String, at path: [any CodingKey], in bytes: [UInt8]) {
        let found = Self.found(path, in: bytes).map { ", found \($0)" } ?? ""
        self.init(key: Self.key(path), problem: "expected \(expected)\(found)")
    }

    /// Whether an error names no key: the text is not JSON, or a number in it does not fit its type.
    static func saysNothing(_ error: any Error) -> Bool {
        guard case .dataCorrupted(let context)? = error as? DecodingError else { return false }
        return context.codingPath.isEmpty
    }

    private static func key(_ path: [any CodingKey]) -> String {
        path.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".").shortened(to: 120)
    }

    private static func name(of type: Any.Type) -> String {
        if type == Int.self || type == UInt64.self { return "a whole number" }
        if type == Double.self { return "a number" }
        if type == String.self { return "a text" }
        if type == Bool.self { return "true or false" }
        return "\(type)".hasPrefix("Array") ? "a list" : "an object"
    }

    /// What stands at a key, in a few words; nil where the text does not tell.
    private static func found(_ path: [any CodingKey], in bytes: [UInt8]) -> String? {
        guard var value = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed) else {
            return nil
        }
        for part in path {
            if let list = value as? [Any], let index = part.intValue, list.indices.contains(index) {
                value = list[index]
            } else if let object = value as? [String: Any], let next = object[part.stringValue] {
                value = next
            } else {
                return nil
            }
        }
        switch value {
        case is NSNull: return "null"
        case let text as String: return "\"\(text.shortened(to: 40))\""
        case is [Any]: return "a list"
        case is [String: Any]: return "an object"
        case let number as NSNumber:
            // Foundation's booleans are numbers, too.
            let isFlag = "\(Swift.type(of: number))".contains("Bool")
            return isFlag ? "\(number.boolValue)" : "\(number)".shortened(to: 40)
        default: return nil
        }
    }

    /// Where and why a text is not JSON.
    private static func syntax(_ bytes: [UInt8]) -> String {
        guard String(validating: bytes, as: UTF8.self) != nil else { return "it is not UTF-8" }
        guard bytes.contains(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) else { return "it is empty" }
        return JSONSyntax.problem(in: bytes) ?? "it cannot be read"
    }
}
