import Guards
import NIOCore
import NIOPosix
import Synchronization

/// The two pipes to the engine: questions go out as lines, answers are matched by their ids.
///
/// Bounded: at most ``greatestCount`` questions of ``greatestBytes`` bytes in all wait for an answer, each for at most
/// ``timeLimit``.
final class EngineConnection: Sendable {
    static let greatestCount = 256
    static let greatestBytes = 16 << 20
    static let timeLimit = TimeAmount.seconds(60)

    private struct Waiting {
        let continuation: CheckedContinuation<EngineAnswer, any Error>
        let bytes: Int
        let timer: Scheduled<Void>
    }

    private struct State {
        var waiting: [Int: Waiting] = [:]
        var bytes = 0
        var lastID = 0
        var isOpen = true
    }

    private let channel: any Channel
    private let state = Mutex(State())

    private init(channel: any Channel) { self.channel = channel }

    /// Takes over the pipes of an engine.
    ///
    /// - Parameters:
    ///   - engine: whose pipes.
    ///   - group: where they are read and written.
    ///   - onMessage: called with each message, in order.
    ///   - onEnd: called once, when nothing more comes; with a problem where the engine broke the form of the pipe.
    /// - Returns: the connection, on which questions may be asked at once.
    /// - Throws: an error of the system where a pipe cannot be watched.
    static func open(
        _ engine: EngineProcess, on group: any EventLoopGroup,
        onMessage: @escaping @Sendable (_ name: String, _ latest: String?, _ data: ByteBuffer) -> Void,
        onEnd: @escaping @Sendable (EngineProblem?) -> Void
    ) async throws -> EngineConnection {
        let channel = try await NIOPipeBootstrap(group: group)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .channelOption(.autoRead, value: false)
            .takingOwnershipOfDescriptors(input: engine.output, output: engine.input).get()
        let connection = EngineConnection(channel: channel)
        try await channel.eventLoop.submit {
            let handler = EngineHandler(
                onFrame: { frame in
                    switch frame {
                    case .answer(let id, let answer): connection.finish(id, .success(answer))
                    case .message(let name, let latest, let data): onMessage(name, latest, data)
                    }
                },
                onEnd: { problem in
                    connection.close()
                    onEnd(problem)
                })
            try channel.pipeline.syncOperations.addHandlers([ByteToMessageHandler(EngineFrameDecoder()), handler])
        }.get()
        try await channel.setOption(.autoRead, value: true).get()
        return connection
    }

    /// Asks the engine.
    ///
    /// - Parameters:
    ///   - name: the question.
    ///   - content: the rest of the line's object, a member such as `"values":{…}`, in one line.
    /// - Returns: the answer, whatever its status.
    /// - Throws: ``Refusal``: 429 where too much waits, 503 where there is no engine, 504 after ``timeLimit``.
    func ask(_ name: String, _ content: some Sequence<UInt8> & Sendable) async throws -> EngineAnswer {
        try await withCheckedThrowingContinuation { continuation in
            let refusal: Refusal? = state.withLock { state in
                guard state.isOpen else { return Self.gone }
                let line = Self.line(id: state.lastID + 1, name, content)
                guard state.waiting.count < Self.greatestCount, state.bytes + line.readableBytes <= Self.greatestBytes
                else {
                    return Refusal(
                        429, "Too many requests wait for the engine.", at: "the engine", right: "Ask again in a moment."
                    )
                }
                state.lastID += 1
                let id = state.lastID
                state.bytes += line.readableBytes
                let timer = channel.eventLoop.scheduleTask(in: Self.timeLimit) {
                    self.finish(
                        id,
                        .failure(
                            Refusal(
                                504, "The engine has not answered within a minute.", at: "the engine",
                                right: "Ask again, or for less.")))
                }
                state.waiting[id] = Waiting(continuation: continuation, bytes: line.readableBytes, timer: timer)
                // Within the lock, so that lines leave in the order of their ids.
                channel.writeAndFlush(line, promise: nil)
                return nil
            }
            if let refusal { continuation.resume(throwing: refusal) }
        }
    }

    /// Tells the engine something; an answer is dropped.
    func tell(_ name: String, _ content: some Sequence<UInt8> & Sendable) {
        state.withLock { state in
            guard state.isOpen else { return }
            state.lastID += 1
            channel.writeAndFlush(Self.line(id: state.lastID, name, content), promise: nil)
        }
    }

    /// Ends the engine's input; it stops its runs with a checkpoint and ends. Questions are refused from now on.
    func close() {
        let waiting = state.withLock { state in
            defer {
                state.waiting = [:]
                state.isOpen = false
            }
            return state.waiting
        }
        for entry in waiting.values {
            entry.timer.cancel()
            entry.continuation.resume(throwing: Self.gone)
        }
        channel.close(mode: .output, promise: nil)
    }

    private func finish(_ id: Int, _ result: Result<EngineAnswer, any Error>) {
        let entry = state.withLock { state in
            let entry = state.waiting.removeValue(forKey: id)
            state.bytes -= entry?.bytes ?? 0
            return entry
        }
        entry?.timer.cancel()
        entry?.continuation.resume(with: result)
    }

    private static let gone = Refusal(
        503, "The engine that trains the networks has ended, or is ending.", at: "the engine",
        right: "Start the studio again; runs go on from their checkpoints.")

    private static func line(id: Int, _ name: String, _ content: some Sequence<UInt8>) -> ByteBuffer {
        var line = ByteBuffer(string: "{\"id\":\(id),\"ask\":\"\(name)\",")
        line.writeBytes(content)
        line.writeString("}\n")
        return line
    }
}
