import NIOCore
import Streams
import Synchronization

/// One client of the stream: what waits for it, and the task that writes to it.
final class StreamListener: Sendable {
    /// What the writer does next.
    enum Delivery: Sendable {
        case message(ByteBuffer)
        case comment
        case end
    }

    private struct State {
        /// What came before this listener did; delivered before the queue.
        var replay: ArraySlice<ByteBuffer>
        var queue = StreamQueue<ByteBuffer>()
        var waiter: CheckedContinuation<Delivery, Never>?
        var owesComment = false
        var isEnding = false
        /// Beats of the heart during which the writer has not come back.
        var missedBeats = 0
    }

    private let state: Mutex<State>

    private let cutOff: @Sendable () -> Void

    /// - Parameters:
    ///   - replay: what is delivered first.
    ///   - cutOff: closes the connection, whatever the writer is doing.
    init(replay: [ByteBuffer], cutOff: @escaping @Sendable () -> Void) {
        state = Mutex(State(replay: replay[...]))
        self.cutOff = cutOff
    }

    /// What is written next; waits until there is something. For one task.
    func next() async -> Delivery {
        await withCheckedContinuation { continuation in
            state.withLock { state in
                state.missedBeats = 0
                state.waiter = continuation
                Self.deliver(&state)
            }
        }
    }

    /// Takes a message in; never waits. A client for whom too much waits is cut off.
    func append(_ message: StreamMessage<ByteBuffer>) {
        let hasOverflowed = state.withLock { state in
            state.queue.append(message)
            Self.deliver(&state)
            return state.queue.hasOverflowed
        }
        if hasOverflowed { cutOff() }
    }

    /// Lets the writer end after what waits.
    func end() {
        state.withLock { state in
            state.isEnding = true
            Self.deliver(&state)
        }
    }

    /// Owes the client a comment, if nothing else is under way; cuts it off where the writer has been stuck too long.
    ///
    /// - Parameter greatestMissed: how many beats in a row the writer may miss.
    func beat(greatestMissed: Int) {
        let isStuck = state.withLock { state in
            state.missedBeats = state.waiter == nil ? state.missedBeats + 1 : 0
            state.owesComment = true
            Self.deliver(&state)
            return state.missedBeats > greatestMissed
        }
        if isStuck { cutOff() }
    }

    private static func deliver(_ state: inout State) {
        guard let waiter = state.waiter else { return }
        let delivery: Delivery
        if state.queue.hasOverflowed {
            delivery = .end
        } else if let message = state.replay.popFirst() ?? state.queue.popFirst()?.payload {
            delivery = .message(message)
        } else if state.isEnding {
            delivery = .end
        } else if state.owesComment {
            delivery = .comment
        } else {
            return
        }
        state.owesComment = false
        state.waiter = nil
        waiter.resume(returning: delivery)
    }
}
