import NIOCore

/// One answer or message of the engine, whole.
enum EngineFrame: Sendable {
    case answer(id: Int, EngineAnswer)
    case message(name: String, latest: String?, data: ByteBuffer)
}
