public import Foundation

/// What the engine answers to a request: a status and bytes of a media type.
public struct EngineAnswer: Sendable, Hashable {
    /// The HTTP status.
    public let status: Int
    /// The media type.
    public let type: String
    /// The content.
    public let bytes: Data

    init(_ bytes: Data, type: String, status: Int = 200) {
        (self.bytes, self.type, self.status) = (bytes, type, status)
    }

    /// An answer in JSON.
    init(_ value: some Encodable, status: Int = 200) throws {
        self.init(try LiveJSON.encoder().encode(value), type: "application/json", status: status)
    }

    /// A refusal.
    init(_ problem: EngineProblem) {
        let bytes = (try? LiveJSON.encoder().encode(problem)) ?? Data("{}".utf8)
        self.init(bytes, type: "application/json", status: problem.status)
    }
}
