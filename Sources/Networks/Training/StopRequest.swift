import Synchronization

/// A request to a training run to stop after its current epoch; any thread, and a signal handler, may make it.
public final class StopRequest: Sendable {
    private let flag = Atomic<Bool>(false)

    /// Creates a request that has not been made yet.
    public init() {}

    /// Makes the request.
    public func stop() { flag.store(true, ordering: .relaxed) }

    /// Whether the request has been made.
    public var isRequested: Bool { flag.load(ordering: .relaxed) }
}
