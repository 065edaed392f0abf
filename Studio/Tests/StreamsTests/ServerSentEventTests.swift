import Streams
import Testing

@Suite("Server-sent events")
struct ServerSentEventTests {
    private func lines(_ data: String, id: String? = nil) -> String {
        String(decoding: ServerSentEvent.lines(name: "frame", id: id, data: data.utf8), as: UTF8.self)
    }

    @Test("A message is an id, a name and its data")
    func writesFields() { #expect(lines("{}", id: "a-1") == "id: a-1\nevent: frame\ndata: {}\n\n") }

    @Test("A line end in the data cannot begin a field")
    func splitsLines() { #expect(lines("{\n\"a\":\r1}") == "event: frame\ndata: {\ndata: \"a\":\ndata: 1}\n\n") }

    @Test(
        "A position is read back, and nothing else is read", arguments: ["", "a", "a-", "-1", "a-b", "a-1-2", "a--1"])
    func readsPositions(text: String) {
        #expect(StreamPosition(text) == nil)
        #expect(StreamPosition("x1-7") == StreamPosition(start: "x1", number: 7))
        #expect(StreamPosition(start: "x1", number: 7).text == "x1-7")
    }
}
