/// What a listener that comes late, or comes back, is given first.
///
/// The newest message of each name is kept for whoever comes; the last ordered messages are kept for who comes back and
/// says which message was the last that arrived. Both are bounded.
package struct StreamMemory<Payload: Sendable>: Sendable {
    /// The most ordered messages.
    package let capacity: Int
    /// The most names.
    package let nameCapacity: Int

    private var ordered: [StreamMessage<Payload>] = []
    private var newest: [StreamMessage<Payload>] = []
    /// The number of the last ordered message that is kept no more; 0 where all are.
    private var lastForgotten: UInt64 = 0

    package init(capacity: Int = 1024, nameCapacity: Int = 64) {
        self.capacity = capacity
        self.nameCapacity = nameCapacity
    }

    /// Keeps a message.
    ///
    /// - Complexity: O(``capacity`` + ``nameCapacity``).
    package mutating func append(_ message: StreamMessage<Payload>) {
        if let name = message.latest {
            if let older = newest.firstIndex(where: { $0.latest == name }) {
                newest.remove(at: older)
            } else if newest.count == nameCapacity {
                newest.removeFirst()
            }
            newest.append(message)
        } else {
            if ordered.count == capacity { lastForgotten = ordered.removeFirst().number }
            ordered.append(message)
        }
    }

    /// What somebody is given who had everything up to a message, in the order of the numbers.
    ///
    /// - Parameter number: the number of the last message that arrived; nil for somebody new, who is given the newest
    ///   message of each name and no ordered ones.
    /// - Returns: the messages, at most ``capacity`` of them ordered, and whether none is missing between.
    package func messages(after number: UInt64?) -> (messages: [StreamMessage<Payload>], isComplete: Bool) {
        guard let number else { return (newest, true) }
        let missed = (ordered + newest).filter { $0.number > number }.sorted { $0.number < $1.number }
        return (missed, number >= lastForgotten)
    }
}
