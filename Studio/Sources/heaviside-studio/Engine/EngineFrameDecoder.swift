import NIOCore
import Streams

/// Cuts the engine's output into frames: a line of JSON, then as many bytes as it says.
struct EngineFrameDecoder: ByteToMessageDecoder {
    typealias InboundOut = EngineFrame

    private var header: EngineHeader?
    /// Bytes already searched for the end of the line.
    private var searched = 0

    mutating func decode(context: ChannelHandlerContext, buffer: inout ByteBuffer) throws -> DecodingState {
        if header == nil {
            let view = buffer.readableBytesView
            guard let end = view[view.index(view.startIndex, offsetBy: searched)...].firstIndex(of: 0x0a) else {
                searched = view.count
                guard searched <= EngineHeader.greatestLength else { throw EngineProblem("sent a line without an end") }
                return .needMoreData
            }
            header = try EngineHeader(line: view[..<end])
            buffer.moveReaderIndex(forwardBy: end - view.startIndex + 1)
            searched = 0
        }
        guard let header, let body = buffer.readSlice(length: header.length) else { return .needMoreData }
        self.header = nil
        // A slice keeps all that was read with it alive, so short bodies are copied.
        let copy = body.readableBytes < 1 << 20 ? ByteBuffer(bytes: body.readableBytesView) : body
        context.fireChannelRead(wrapInboundOut(try Self.frame(header, body: copy)))
        return .continue
    }

    mutating func decodeLast(
        context: ChannelHandlerContext, buffer: inout ByteBuffer, seenEOF: Bool
    ) throws -> DecodingState {
        while try decode(context: context, buffer: &buffer) == .continue {}
        return .needMoreData
    }

    private static func frame(_ header: EngineHeader, body: ByteBuffer) throws -> EngineFrame {
        if let name = header.event {
            guard ServerSentEvent.isName(name), body.readableBytes <= ServerSentEvent.greatestLength else {
                throw EngineProblem("sent a message whose name is not a word, or that is longer than 1 MiB")
            }
            return .message(name: name, latest: header.latest, data: body)
        }
        guard let id = header.id, let status = header.status, (200...599).contains(status), let type = header.type,
            type.utf8.count <= 100, type.utf8.allSatisfy({ (0x20...0x7e).contains($0) })
        else { throw EngineProblem("sent an answer without a status or a media type") }
        return .answer(id: id, EngineAnswer(status: status, type: type, download: header.download, body: body))
    }
}
