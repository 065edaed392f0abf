/// Hands over states of a live run, in either precision.
protocol FrameSource: AnyObject, Sendable {
    /// The last state that was handed over since it was taken last; nil where there is none.
    func take() -> LiveFrame?

    /// All stretches of the loss, once training has ended.
    var allBuckets: LossBuckets { get }
}
