/// Hands over states of a live run, in either precision.
protocol FrameSource: AnyObject, Sendable {
    /// The last state that was handed over since it was taken last; nil where there is none.
    func take() -> LiveFrame?

    /// Lets a detector see the states of every epoch that wait, at most `limit` of them.
    ///
    /// - Returns: the number of states that it has seen.
    func drain(into detector: inout EventDetector, limit: Int) -> Int

    /// All stretches of the loss, once training has ended.
    var allBuckets: LossBuckets { get }
}
