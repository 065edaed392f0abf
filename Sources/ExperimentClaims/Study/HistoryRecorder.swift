internal import Experiments
internal import Networks

/// Keeps a run's history in memory and records nothing else.
final class HistoryRecorder: RunRecorder {
    private(set) var rows: [HistoryRow] = []

    func savedCheckpoint<S: TrainableScalar>(like template: Network<S>, epochs: Int) -> TrainingCheckpoint<S>? { nil }

    func record(_ row: HistoryRow) { rows.append(row) }

    func record<S: TrainableScalar>(snapshot network: Network<S>, epoch: Int) {}

    func record<S: TrainableScalar>(_ checkpoint: TrainingCheckpoint<S>) {}
}
