internal import Exchange
internal import Experiments
internal import Networks

/// What a training without a folder tells about itself: rows and losses in memory.
final class RunMemory: RunRecorder {
    private var rows: [HistoryRow] = []
    private var losses: [Double] = []

    func record(_ row: HistoryRow) { rows.append(row) }

    func record(losses: [Double], fromEpoch epoch: Int) { self.losses += losses }

    func record<S: TrainableScalar>(snapshot network: Network<S>, epoch: Int) {}

    /// `losses` `[epochs]`, and `history` `[rows × columns]` with the columns of `history.csv` in the order of
    /// ``HistoryRow``, NaN where there is none.
    ///
    /// - Throws: `ExchangeError` never: the shapes fit.
    func tensors() throws(ExchangeError) -> [NamedTensor] {
        let columns = rows.flatMap { row in
            [
                Double(row.epoch), row.loss, row.learningRate, row.maxAbsoluteError, row.codeR2 ?? .nan,
                row.codeDeviation ?? .nan, row.heldOutLoss ?? .nan, row.testLoss ?? .nan,
            ]
        }
        return [
            NamedTensor(name: "losses", tensor: try Tensor(shape: [losses.count], storage: .float64(losses))),
            NamedTensor(name: "history", tensor: try Tensor(shape: [rows.count, 8], storage: .float64(columns))),
        ]
    }
}
