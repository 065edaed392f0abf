import Synchronization

/// Asks a training run to stop after the epoch that it is in; any thread, and a signal handler, may ask.
public final class StopRequest: Sendable {
    private let flag = Atomic<Bool>(false)

    /// Nothing is asked yet.
    public init() {}

    /// Asks to stop.
    public func stop() { flag.store(true, ordering: .relaxed) }

    /// Whether a stop was asked for.
    public var isRequested: Bool { flag.load(ordering: .relaxed) }
}
