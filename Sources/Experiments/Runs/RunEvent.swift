/// What happens in a run, for a listener: a page, a server, a progress bar.
///
/// One ``started(_:epoch:)`` comes first and one ``finished(_:)`` last; between them come rows and snapshots in the
/// order of the epochs. A run that fails throws its error and sends no ``finished(_:)``.
public enum RunEvent: Sendable {
    /// Training of a spec begins: at epoch 0, or at the epoch of the checkpoint that the run continues from.
    case started(Spec, epoch: Int)
    /// A row of the history: the figures of one epoch.
    case row(HistoryRow)
    /// The network at an epoch.
    case snapshot(TrainedNetwork, epoch: Int)
    /// Training ended: finished, interrupted or diverged.
    case finished(RunResult)
}
