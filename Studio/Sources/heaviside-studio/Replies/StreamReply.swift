import Guards
import HTTPTypes
import HummingbirdCore
import NIOCore
import Streams

/// The stream of server-sent events to one client.
struct StreamReply: Sendable {
    /// The time between comments on a stream that has nothing else to say.
    static let pulse = TimeAmount.seconds(15)
    /// How many pulses a client may take for one message: two minutes.
    static let greatestMissed = 8

    private let hub: StreamHub
    private let key: Int
    private let listener: StreamListener

    /// Takes a client in; ``write(_:to:on:)`` must follow, which lets it go.
    ///
    /// The last message that arrived is named by the header that a browser sends when it comes back by itself, or by
    /// the key "last" of the query, for a page that opens its streams anew.
    ///
    /// - Throws: ``Refusal`` where it cannot be taken in.
    init(
        to request: Request, query: [(key: String, value: String)], hub: StreamHub, on channel: any Channel
    ) throws(Refusal) {
        let lastEventID =
            HTTPField.Name("Last-Event-ID").flatMap { request.headers[$0] } ?? query.first { $0.key == "last" }?.value
        self.hub = hub
        (key, listener) = try hub.join(lastEventID: lastEventID) { channel.close(promise: nil) }
    }

    /// Writes until the client leaves, falls too far behind, or the studio ends.
    ///
    /// - Throws: what the connection throws.
    func write(
        _ writer: consuming ResponseWriter, to request: Request, on channel: any Channel
    ) async throws {
        defer { hub.leave(key) }
        // Little is under way at once, so that a slow client gets the newest, not what was the newest a second ago.
        try await channel.setOption(.socketOption(.so_sndbuf), value: 64 << 10).get()
        try await channel.setOption(.writeBufferWaterMark, value: .init(low: 8 << 10, high: 32 << 10)).get()
        let timer = channel.eventLoop.scheduleRepeatedTask(initialDelay: Self.pulse, delay: Self.pulse) {
            [listener] _ in
            listener.beat(greatestMissed: Self.greatestMissed)
        }
        defer { timer.cancel() }

        var headers = ContentPolicy.data.headers
        headers[.contentType] = "text/event-stream"
        headers[.connection] = "close"
        var body = try await writer.writeHead(HTTPResponse(status: .ok, headerFields: headers))
        try await request.body.consumeWithInboundCloseHandler { _ in
            try await body.write(ByteBuffer(string: "retry: 1000\n\n"))
            while true {
                switch await listener.next() {
                case .message(let lines): try await body.write(lines)
                case .comment: try await body.write(ByteBuffer(bytes: ServerSentEvent.comment))
                case .end: return
                }
            }
        } onInboundClosed: {
            listener.end()
        }
        try await body.finish(nil)
        channel.close(promise: nil)
    }
}
