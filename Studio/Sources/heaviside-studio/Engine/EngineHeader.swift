#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The line of JSON before each answer and each message of the engine.
struct EngineHeader: Decodable {
    /// The most bytes of the line.
    static let greatestLength = 64 << 10
    /// The most bytes that may follow.
    static let greatestBody = 256 << 20

    /// The question that this answers; nil in a message.
    var id: Int?
    /// The HTTP status of an answer.
    var status: Int?
    /// The media type of an answer.
    var type: String?
    /// The name under which a browser should save an answer; nil for one that it shows.
    var download: String?
    /// The name of a message; nil in an answer.
    var event: String?
    /// See ``StreamMessage/latest``.
    var latest: String?
    /// The bytes that follow the line.
    var length: Int

    /// - Throws: ``EngineProblem`` where the line is not a header.
    init(line: some Collection<UInt8>) throws {
        do {
            self = try JSONDecoder().decode(Self.self, from: Data(line))
        } catch {
            throw EngineProblem(
                "sent a line that is not a header: \(String(decoding: line.prefix(200), as: UTF8.self))")
        }
        guard (0...Self.greatestBody).contains(length) else {
            throw EngineProblem("announced \(length) bytes; expected 0 to \(Self.greatestBody)")
        }
        guard (id == nil) != (event == nil) else {
            throw EngineProblem("sent a header with neither or both of “id” and “event”")
        }
    }
}
