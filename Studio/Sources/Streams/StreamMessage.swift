/// A message for everybody who listens to the stream.
///
/// Generic over its payload, which is a buffer of the network library in the server and a word in a test.
package struct StreamMessage<Payload: Sendable>: Sendable {
    /// Counts messages from 1, in the order in which the engine sent them.
    package let number: UInt64
    /// The name under which a newer message takes the place of an older one; nil where every message counts.
    package let latest: String?
    /// What is sent.
    package let payload: Payload

    package init(number: UInt64, latest: String?, payload: Payload) {
        self.number = number
        self.latest = latest
        self.payload = payload
    }
}
