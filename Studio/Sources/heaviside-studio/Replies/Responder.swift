import Guards
import HTTPTypes
import HummingbirdCore
import NIOCore

/// Answers requests: lets them in or refuses them, and asks the engine one to one.
struct Responder: Sendable {
    /// The most bytes of a body.
    static let greatestBody = 1 << 20
    /// How long a body may take to arrive, and a piece of an answer to leave.
    static let patience = TimeAmount.seconds(30)

    let requestGuard: RequestGuard
    let engine: EngineConnection
    let pages: PageFiles
    let hub: StreamHub

    /// Answers one request; throws where the connection is lost.
    @Sendable func respond(
        to request: Request, _ writer: consuming ResponseWriter, on channel: any Channel
    ) async throws {
        let facts = RequestFacts(request.head)
        var reply: Reply
        var stream: StreamReply?
        var bodyIsRead = !facts.announcesBody
        do {
            switch try requestGuard.admit(facts) {
            case .enter(let location, let fromElsewhere):
                reply = entrance(to: location, fromElsewhere: fromElsewhere)
            case .go(.page(let file), _):
                reply = try await pages.reply(file, knownTags: request.headers[.ifNoneMatch])
            case .go(.stream, let query):
                if request.method == .get { stream = try StreamReply(to: request, query: query, hub: hub, on: channel) }
                reply = Reply(status: 200, type: "text/event-stream", body: ByteBuffer(), policy: .data)
            case .go(.ask(let name), let query):
                var content = Array("\"values\":".utf8) + Array(JSONText.object(query).utf8)
                if request.method == .post {
                    let body = try await Self.body(of: request, on: channel)
                    bodyIsRead = true
                    let json = try CompactJSON(body.readableBytesView)
                    guard json.isObject else {
                        throw Refusal(400, "The body is not an object.", at: "body", right: "Send one JSON object.")
                    }
                    content = Array("\"body\":".utf8) + json.bytes
                }
                reply = Reply(try await engine.ask(name, content), policy: .data)
            }
        } catch let refusal as Refusal {
            reply = Reply(refusal, asPage: !facts.target.hasPrefix("/api/") && facts.method == "GET")
        }
        if let stream { return try await stream.write(writer, to: request, on: channel) }
        if !bodyIsRead {
            // What still arrives is read and dropped for a moment, so that the answer is not lost to a reset.
            reply.headers[.connection] = "close"
            channel.eventLoop.scheduleTask(in: .seconds(2)) { channel.close(promise: nil) }
        }
        try await Self.write(reply, withBody: request.method != .head, writer, on: channel)
    }

    private func entrance(to location: String, fromElsewhere: Bool) -> Reply {
        let body = fromElsewhere ? MessagePage.passage(to: location) : ByteBuffer()
        var reply = Reply(
            status: fromElsewhere ? 200 : 303, type: "text/html; charset=utf-8", body: body, policy: .document)
        if !fromElsewhere { reply.headers[.location] = location }
        reply.headers[.setCookie] = requestGuard.cookie
        return reply
    }

    /// The body of a request.
    ///
    /// - Throws: ``Refusal``: 413 where it is too long.
    private static func body(of request: Request, on channel: any Channel) async throws -> ByteBuffer {
        let tooLong = Refusal(
            413, "The body is longer than \(greatestBody) bytes.", at: "body", right: "At most \(greatestBody) bytes.")
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > greatestBody { throw tooLong }
        let deadline = channel.eventLoop.scheduleTask(in: patience) { channel.close(promise: nil) }
        defer { deadline.cancel() }
        var body = ByteBuffer()
        for try await part in request.body {
            guard body.readableBytes + part.readableBytes <= greatestBody else { throw tooLong }
            body.writeImmutableBuffer(part)
        }
        return body
    }

    /// Writes an answer in pieces; a client that does not take a piece in time loses its connection.
    private static func write(
        _ reply: Reply, withBody: Bool, _ writer: consuming ResponseWriter, on channel: any Channel
    ) async throws {
        var head = HTTPResponse(status: .init(code: reply.status), headerFields: reply.headers)
        if reply.status != 304 { head.headerFields[.contentLength] = String(reply.body.readableBytes) }
        guard withBody, reply.body.readableBytes > 0 else { return try await writer.writeResponse(head) }
        var bodyWriter = try await writer.writeHead(head)
        var rest = reply.body
        while let piece = rest.readSlice(length: min(rest.readableBytes, 256 << 10)), piece.readableBytes > 0 {
            let deadline = channel.eventLoop.scheduleTask(in: patience) { channel.close(promise: nil) }
            defer { deadline.cancel() }
            try await bodyWriter.write(piece)
        }
        try await bodyWriter.finish(nil)
    }
}
