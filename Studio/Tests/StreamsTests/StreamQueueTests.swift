import Streams
import Testing

@Suite("The queue of one client")
struct StreamQueueTests {
    private func message(_ number: UInt64, _ latest: String? = nil) -> StreamMessage<UInt64> {
        StreamMessage(number: number, latest: latest, payload: number)
    }

    private func drained(_ queue: StreamQueue<UInt64>) -> [UInt64] {
        var queue = queue
        var numbers: [UInt64] = []
        while let message = queue.popFirst() { numbers.append(message.number) }
        return numbers
    }

    @Test("Ordered messages are kept in order")
    func keepsOrder() {
        var queue = StreamQueue<UInt64>(capacity: 4)
        for number in 1...4 as ClosedRange<UInt64> { queue.append(message(number)) }
        #expect(drained(queue) == [1, 2, 3, 4])
        #expect(!queue.hasOverflowed)
    }

    @Test("A newer message takes the place of an older one of its name, at the end")
    func overwrites() {
        var queue = StreamQueue<UInt64>(capacity: 4)
        queue.append(message(1, "frame"))
        queue.append(message(2))
        queue.append(message(3, "loss"))
        queue.append(message(4, "frame"))
        #expect(drained(queue) == [2, 3, 4])
    }

    @Test("A thousand frames leave one, and no order suffers")
    func staysSmall() {
        var queue = StreamQueue<UInt64>(capacity: 64)
        for number in 1...1000 as ClosedRange<UInt64> {
            queue.append(message(number, number % 100 == 0 ? nil : "frame"))
        }
        #expect(drained(queue) == [100, 200, 300, 400, 500, 600, 700, 800, 900, 999, 1000])
    }

    @Test("One ordered message too many overflows the queue for good")
    func overflows() {
        var queue = StreamQueue<UInt64>(capacity: 3)
        for number in 1...3 as ClosedRange<UInt64> { queue.append(message(number)) }
        queue.append(message(4, "frame"))
        #expect(!queue.hasOverflowed)
        queue.append(message(5))
        #expect(queue.hasOverflowed)
        queue.append(message(6))
        #expect(queue.count == 0)
        #expect(queue.popFirst() == nil)
    }

    @Test("What has been sent makes room")
    func makesRoom() {
        var queue = StreamQueue<UInt64>(capacity: 2)
        for number in 1...100 as ClosedRange<UInt64> {
            queue.append(message(number))
            #expect(queue.popFirst()?.number == number)
        }
        queue.append(message(101))
        queue.append(message(102))
        #expect(!queue.hasOverflowed)
        #expect(drained(queue) == [101, 102])
    }

    @Test("Of too many names, the one that waited longest is dropped, and no ordered message")
    func dropsNames() {
        var queue = StreamQueue<UInt64>(capacity: 1, nameCapacity: 2)
        queue.append(message(1))
        queue.append(message(2, "a"))
        queue.append(message(3, "b"))
        queue.append(message(4, "c"))
        #expect(drained(queue) == [1, 3, 4])
    }
}
