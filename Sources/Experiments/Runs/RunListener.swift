public import Networks

/// Hands the events of a run to a closure, and writes nothing.
///
/// The closure is called on the run's own thread, between two epochs: what takes long there delays training. For a
/// stream, hand the events on: `RunListener { continuation.yield($0) }`.
public final class RunListener: RunRecorder {
    private let listen: @Sendable (RunEvent) -> Void

    /// Calls `listen` with each event, in order.
    public init(_ listen: @escaping @Sendable (RunEvent) -> Void) { self.listen = listen }

    /// Sends ``RunEvent/started(_:epoch:)``.
    public func start(_ spec: Spec, epoch: Int) { listen(.started(spec, epoch: epoch)) }

    /// Sends ``RunEvent/row(_:)``.
    public func record(_ row: HistoryRow) { listen(.row(row)) }

    /// Sends ``RunEvent/snapshot(_:epoch:)``.
    public func record<S: TrainableScalar>(snapshot network: Network<S>, epoch: Int) {
        listen(.snapshot(TrainedNetwork(network), epoch: epoch))
    }

    /// Sends ``RunEvent/finished(_:)``.
    public func finish(_ result: RunResult) { listen(.finished(result)) }
}
