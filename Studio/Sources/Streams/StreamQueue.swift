/// What waits for one listener: bounded, however slowly it reads.
///
/// Ordered messages (``StreamMessage/latest`` is nil) are kept one after the other. Of messages with the same `latest`
/// only the newest waits, at the place of its arrival. When ``capacity`` ordered messages wait, the next one
/// overflows the queue: nothing more can be delivered without a gap, so the listener is cut off and may come back. An
/// epoch in which a hundred units wake tells of each at once, so there must be room for more than a slow listener
/// needs; payloads are shared, and an entry is small. Of more than ``nameCapacity`` names that wait, the oldest is
/// dropped; no order suffers by that.
package struct StreamQueue<Payload: Sendable>: Sendable {
    /// The most ordered messages that wait.
    package let capacity: Int
    /// The most names that wait.
    package let nameCapacity: Int
    /// Whether an ordered message found no place. The queue is empty from then on and stays so.
    package private(set) var hasOverflowed = false

    private var waiting: [StreamMessage<Payload>] = []
    private var orderedCount = 0

    package init(capacity: Int = 1024, nameCapacity: Int = 64) {
        self.capacity = capacity
        self.nameCapacity = nameCapacity
        waiting.reserveCapacity(8)
    }

    /// Messages that wait; at most ``capacity`` + ``nameCapacity``.
    package var count: Int { waiting.count }

    /// Takes a message in.
    ///
    /// - Complexity: O(``count``).
    package mutating func append(_ message: StreamMessage<Payload>) {
        guard !hasOverflowed else { return }
        if let name = message.latest {
            if let older = waiting.firstIndex(where: { $0.latest == name }) {
                waiting.remove(at: older)
            } else if waiting.count - orderedCount == nameCapacity,
                let oldest = waiting.firstIndex(where: { $0.latest != nil })
            {
                waiting.remove(at: oldest)
            }
        } else {
            guard orderedCount < capacity else {
                hasOverflowed = true
                waiting = []
                orderedCount = 0
                return
            }
            orderedCount += 1
        }
        waiting.append(message)
    }

    /// The message that is sent next.
    ///
    /// - Complexity: O(``count``).
    package mutating func popFirst() -> StreamMessage<Payload>? {
        guard !waiting.isEmpty else { return nil }
        let message = waiting.removeFirst()
        if message.latest == nil { orderedCount -= 1 }
        return message
    }
}
