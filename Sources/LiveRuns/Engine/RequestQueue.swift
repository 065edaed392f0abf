internal import Foundation

/// Requests that wait for a thread: so many at a time, and not for longer than a person waits.
final class RequestQueue: Sendable {
    /// The most that wait.
    private static let most = 1024
    /// The longest that one may wait.
    private static let patience: Duration = .seconds(25)

    /// The refusal of a request that has waited too long, or that too many wait before.
    static let full = EngineProblem(429, "the engine", "too much is being computed", expected: "to ask again later")

    private let queue = OperationQueue()

    /// A queue for `width` requests at a time.
    init(width: Int) { queue.maxConcurrentOperationCount = width }

    /// Adds a request.
    ///
    /// - Parameter body: answers it, told whether it comes too late to be worth the work.
    /// - Returns: whether there was a place.
    func add(_ body: @escaping @Sendable (_ isLate: Bool) -> Void) -> Bool {
        guard queue.operationCount < Self.most else { return false }
        let start = ContinuousClock.now
        queue.addOperation { body(ContinuousClock.now - start > Self.patience) }
        return true
    }
}
