/// A message as the stream carries it (HTML Living Standard, "Server-sent events").
package enum ServerSentEvent {
    /// The most bytes of data; a longer message belongs in an answer that a page asks for.
    package static let greatestLength = 1 << 20

    /// A comment, which keeps the connection alive and means nothing.
    package static let comment: [UInt8] = Array(": still here\n\n".utf8)

    /// The lines of a message.
    ///
    /// Each line of the data becomes a line of its own, since a line end would otherwise end the field; JSON has the
    /// same value with either.
    ///
    /// - Parameters:
    ///   - name: the name of the event, letters only.
    ///   - id: what a browser sends back as "Last-Event-ID"; nil for none.
    ///   - data: the message, in UTF-8.
    /// - Returns: the lines, with the empty one that ends a message.
    package static func lines(name: String, id: String?, data: some Collection<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(data.count + 64)
        if let id { result += Array("id: \(id)\n".utf8) }
        result += Array("event: \(name)\n".utf8)
        for line in data.split(omittingEmptySubsequences: false, whereSeparator: { $0 == 0x0a || $0 == 0x0d }) {
            result += Array("data: ".utf8)
            result += line
            result.append(0x0a)
        }
        result.append(0x0a)
        return result
    }

    /// Whether the text may be the name of an event.
    package static func isName(_ text: String) -> Bool {
        (1...32).contains(text.utf8.count) && text.utf8.allSatisfy { (0x61...0x7a).contains($0) }
    }
}
