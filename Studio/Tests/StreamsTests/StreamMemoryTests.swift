import Streams
import Testing

@Suite("What a client that comes late is given")
struct StreamMemoryTests {
    private func memory(_ names: [String?]) -> StreamMemory<Int> {
        var memory = StreamMemory<Int>(capacity: 3, nameCapacity: 2)
        for (index, name) in names.enumerated() {
            memory.append(StreamMessage(number: UInt64(index + 1), latest: name, payload: index + 1))
        }
        return memory
    }

    @Test("Somebody new gets the newest of each name, and nothing ordered")
    func givesNewest() {
        let given = memory([nil, "frame", "loss", nil, "frame"]).messages(after: nil)
        #expect(given.messages.map(\.number) == [3, 5])
        #expect(given.isComplete)
    }

    @Test("Who comes back gets what it missed, in order")
    func replays() {
        let given = memory([nil, "frame", nil, "loss", "frame", nil]).messages(after: 3)
        #expect(given.messages.map(\.number) == [4, 5, 6])
        #expect(given.isComplete)
    }

    @Test("A gap is told: when ordered messages are forgotten, but not when frames are")
    func tellsGaps() {
        let memory = memory([nil, "frame", nil, "frame", nil, nil, "a", "b", "c"])
        #expect(memory.messages(after: 0).isComplete == false)
        #expect(memory.messages(after: 1).isComplete)
        #expect(memory.messages(after: 1).messages.map(\.number) == [3, 5, 6, 8, 9])
    }
}
