/// A place in the stream of one start of the server, as "Last-Event-ID" names it: "start-number".
package struct StreamPosition: Equatable, Sendable {
    /// Differs from start to start, since the numbers begin anew.
    package let start: String
    /// The number of a message.
    package let number: UInt64

    package init(start: String, number: UInt64) {
        self.start = start
        self.number = number
    }

    /// Reads what ``text`` wrote; nil for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard text.utf8.count <= 64, parts.count == 2, !parts[0].isEmpty, let number = UInt64(parts[1]) else {
            return nil
        }
        start = String(parts[0])
        self.number = number
    }

    /// The position as an id of an event.
    package var text: String { "\(start)-\(number)" }
}
