public import Foundation

/// A request to the engine: one line of JSON, such as `{"id":7,"ask":"frame","values":{"run":"x-1","epoch":"9"}}`.
public struct EngineRequest: Sendable, Hashable, Decodable {
    /// What the answer refers to.
    public let id: Int
    /// What is asked for.
    public let ask: String
    /// The values of a query, each a text or a list of texts.
    public let values: [String: JSONValue]
    /// The body of an act; null where there is none.
    public let body: JSONValue

    /// The longest line that is read: 4 MiB.
    public static let longest = 4 << 20

    private enum CodingKeys: CodingKey { case id, ask, values, body }

    /// Reads the parts, of which values and body may be missing.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(Int.self, forKey: .id)
        ask = try container.decode(String.self, forKey: .ask)
        values = try container.decodeIfPresent([String: JSONValue].self, forKey: .values) ?? [:]
        body = try container.decodeIfPresent(JSONValue.self, forKey: .body) ?? .null
    }

    /// Reads a line.
    ///
    /// - Throws: ``EngineProblem`` where it is no request.
    public init(line: Data) throws(EngineProblem) {
        do {
            self = try JSONDecoder().decode(EngineRequest.self, from: line)
        } catch {
            throw EngineProblem(400, "request", "it is no JSON object with id and ask", expected: "one object a line")
        }
    }

    /// The id of a line that is no request, as far as it can be found, so that who asked is told: 0 otherwise.
    public static func id(of line: Data) -> Int {
        let start = String(decoding: line.prefix(200), as: UTF8.self)
        return start.firstMatch(of: #/"id"\s*:\s*(\d{1,18})/#).flatMap { Int($0.1) } ?? 0
    }

    /// Whether the answer may need many epochs, or a long proof.
    var mayTakeLong: Bool {
        switch ask {
        case "frame": !["now", "end"].contains(values["epoch"]?.text)
        case "atlas", "obstacles", "evaluate", "events", "offline", "figure", "check": true
        case "train", "certifyModel", "atlasModel", "gradientCase": true
        case "act": ["certify", "edit"].contains(body["act"]?.text)
        default: false
        }
    }

    /// A value of the query.
    ///
    /// - Throws: ``EngineProblem`` where it is missing.
    func value(_ key: String) throws(EngineProblem) -> String {
        guard let text = values[key]?.text, !text.isEmpty else {
            throw EngineProblem(400, key, "it is missing from \(ask)", expected: "\(key)=…")
        }
        return text
    }

    /// A whole number of the query, from 0; nil where there is none.
    ///
    /// - Throws: ``EngineProblem`` for what is no such number.
    func whole(_ key: String) throws(EngineProblem) -> Int? {
        guard let value = values[key] else { return nil }
        guard let text = value.text, let whole = Int(text), whole >= 0 else {
            throw EngineProblem(400, key, "it is no number of epochs", expected: "a whole number from 0 on")
        }
        return whole
    }
}
