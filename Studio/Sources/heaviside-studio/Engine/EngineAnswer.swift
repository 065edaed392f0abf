import NIOCore

/// What the engine answered.
struct EngineAnswer: Sendable {
    /// The HTTP status, from 200 to 599.
    let status: Int
    /// The media type.
    let type: String
    /// The name under which a browser should save the body; nil where it shows it.
    let download: String?
    let body: ByteBuffer
}
