import Guards
import NIOCore
import Streams
import Synchronization

/// All clients of the stream, and what somebody who comes later is given.
///
/// Publishing never waits for a client.
final class StreamHub: Sendable {
    /// The most clients.
    static let greatestCount = 256

    private struct State {
        var hello: ByteBuffer?
        var memory = StreamMemory<ByteBuffer>()
        var listeners: [Int: StreamListener] = [:]
        var lastNumber: UInt64 = 0
        var lastListener = 0
        var hasEnded = false
    }

    /// The number of clients, after each change; only the newest is kept.
    let counts: AsyncStream<Int>

    private let start: String
    private let countChanges: AsyncStream<Int>.Continuation
    private let state = Mutex(State())

    init() {
        start = String(UInt32.random(in: .min ... .max), radix: 36)
        (counts, countChanges) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Gives a message to everybody.
    ///
    /// "hello" is what everybody is told who comes, so the newest is kept for them.
    ///
    /// - Parameters:
    ///   - name: the name of the event.
    ///   - latest: see ``StreamMessage/latest``.
    ///   - data: its JSON.
    func publish(_ name: String, latest: String?, data: some Collection<UInt8>) {
        state.withLock { state in
            guard !state.hasEnded else { return }
            state.lastNumber += 1
            let id = StreamPosition(start: start, number: state.lastNumber).text
            let lines = ServerSentEvent.lines(name: name, id: id, data: data)
            let message = StreamMessage(number: state.lastNumber, latest: latest, payload: ByteBuffer(bytes: lines))
            if name == "hello" {
                // Without its id, which would set a client back that has more already.
                state.hello = ByteBuffer(bytes: ServerSentEvent.lines(name: name, id: nil, data: data))
            } else {
                state.memory.append(message)
            }
            for listener in state.listeners.values { listener.append(message) }
        }
    }

    /// Takes a client in, which may have been here before.
    ///
    /// Everybody is given "hello" first. Who comes back is told next, by a message "resumed" `{"complete": …}`, whether
    /// it missed nothing that counts.
    ///
    /// - Parameters:
    ///   - lastEventID: the id of the last message that arrived; nil for somebody new.
    ///   - cutOff: closes the client's connection.
    /// - Returns: what the client is known by to ``leave(_:)``, and what is written to it.
    /// - Throws: ``Refusal``: 429 where there are too many, 503 after ``end()``.
    func join(
        lastEventID: String?, cutOff: @escaping @Sendable () -> Void
    ) throws(Refusal) -> (key: Int, listener: StreamListener) {
        try state.withLock { state throws(Refusal) in
            guard !state.hasEnded else {
                throw Refusal(503, "The studio is ending.", at: "the stream", right: "Start the studio again.")
            }
            guard state.listeners.count < Self.greatestCount else {
                throw Refusal(
                    429, "\(Self.greatestCount) pages listen already.", at: "the stream", right: "Close one of them.")
            }
            let position = lastEventID.flatMap { StreamPosition($0) }
            let isKnown = position?.start == start
            let (messages, isComplete) = state.memory.messages(after: isKnown ? position?.number : nil)
            var replay = state.hello.map { [$0] } ?? []
            if lastEventID != nil {
                let answer = #"{"complete":\#(isKnown && isComplete)}"#
                replay.append(ByteBuffer(bytes: ServerSentEvent.lines(name: "resumed", id: nil, data: answer.utf8)))
            }
            replay += messages.map(\.payload)
            state.lastListener += 1
            let listener = StreamListener(replay: replay, cutOff: cutOff)
            state.listeners[state.lastListener] = listener
            tellCount(of: state)
            return (state.lastListener, listener)
        }
    }

    /// Forgets a client.
    func leave(_ key: Int) {
        state.withLock { state in
            state.listeners.removeValue(forKey: key)
            tellCount(of: state)
        }
    }

    /// Under the lock: of two clients that leave at once, the last count told must be the last count.
    private func tellCount(of state: borrowing State) {
        countChanges.yield(state.listeners.count)
    }

    /// Lets every stream end after what waits.
    func end() {
        state.withLock { state in
            state.hasEnded = true
            for listener in state.listeners.values { listener.end() }
        }
    }

    /// The number of clients now.
    var count: Int { state.withLock { $0.listeners.count } }
}
