/// How a live run stands: what the message `state` says.
struct RunState: Sendable, Hashable, Encodable {
    var run: String
    var status: LiveStatus
    var epoch: Int
    var epochs: Int
    var rate: Double?
    var pace: String
    /// Why it is so, in a sentence; nil where the status says it.
    var cause: String?
    /// The SHA-256 of the weights, once the run has ended.
    var hash: String?
}
