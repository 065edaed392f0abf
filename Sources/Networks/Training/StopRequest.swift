import Synchronization

/// A request to a training run to stop after its current epoch; any thread, and a signal handler, may make it.
public final class StopRequest: Sendable {
    private let flag = Atomic<Bool>(false)
    /// The number of epochs after which training stops in any case.
    private let epochs: Int
    /// Another request that counts as this one.
    private let other: StopRequest?

    /// Creates a request that has not been made yet.
    public init() { (epochs, other) = (.max, nil) }

    /// Creates a request that is made when a number of epochs is done, or as soon as another one is made.
    ///
    /// - Parameters:
    ///   - epochs: the number of epochs done in all, at which training stops.
    ///   - other: the other request; nil where there is none.
    public init(after epochs: Int, or other: StopRequest?) { (self.epochs, self.other) = (epochs, other) }

    /// Makes the request.
    public func stop() { flag.store(true, ordering: .relaxed) }

    /// Whether the request has been made; that an epoch is done is not asked here.
    public var isRequested: Bool { flag.load(ordering: .relaxed) || other?.isRequested ?? false }

    /// Whether training stops where it has done a number of epochs.
    func isRequested(after epoch: Int) -> Bool { epoch >= epochs || isRequested }
}
