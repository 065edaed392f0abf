internal import Diagnostics
internal import Experiments
internal import Plots

/// The loss of a run over the epochs, with what is to be said of it.
struct LossCurve {
    /// What is drawn.
    let series: LogarithmicSeries
    /// The first and the last loss, with those between that matter, in the order of the epochs.
    let values: [ChangeText.Value]
    /// Where the learning rate changed.
    let rates: RateChanges
    /// Whether the loss of every epoch is known.
    let isComplete: Bool
    /// Whether several epochs share a column of the figure.
    let isMerged: Bool
    /// What the figure does not show, in sentences that each begin with a blank.
    let remarks: String
    /// The same in a few words; nil where it shows every epoch.
    let note: String?

    /// What is said of a curve with ``isMerged``.
    static let mergedWords = " Every epoch is drawn: where several share a column, from the least loss to the greatest."

    /// The curve of a run, under a name and in a colour of its own.
    init(_ source: LossSource, history: [HistoryRow], name: String = "loss", slot: Int = 1) {
        // Only the history has errors.
        let zero = ZeroLoss.words(
            errors: history.filter { $0.epoch > 0 && $0.loss == 0 }.map(\.maxAbsoluteError))
        switch source {
        case .everyEpoch(let columns):
            self.init(columns, LogarithmicSeries(columns, name: name, slot: slot, zero: zero))
        case .history(let reason):
            self.init(
                history, because: reason,
                LogarithmicSeries(
                    history.map { PlotPoint(Double($0.epoch), $0.loss) }, name: name, slot: slot,
                    start: history.first { $0.epoch == 0 }?.loss, zero: zero))
        }
    }

    /// The curve of every epoch.
    private init(_ losses: LossColumns, _ series: LogarithmicSeries) {
        self.series = series
        values = [losses.first, losses.least, losses.greatest, losses.last].compactMap { $0 }
            .sorted { $0.epoch < $1.epoch }
        rates = losses.rates
        isComplete = losses.known.map { $0.lowerBound == 0 && $0.upperBound >= losses.last?.epoch ?? 0 } ?? false
        isMerged = losses.isMerged
        note = nil
        var remarks = losses.isMerged ? Self.mergedWords : ""
        if let infinite = losses.infinite, infinite.first != losses.last?.epoch {
            remarks +=
                infinite.count == 1
                ? " At epoch \(NumberText.count(infinite.first)) it is not a finite number."
                : " At \(NumberText.count(infinite.count)) epochs it is not a finite number, first at epoch "
                    + "\(NumberText.count(infinite.first))."
        }
        self.remarks = remarks + Self.gaps(losses)
    }

    /// Which epochs `losses.bin` does not have; empty where it has all.
    private static func gaps(_ losses: LossColumns) -> String {
        guard let last = losses.last?.epoch, last > 0 else { return "" }
        guard let known = losses.known else { return " Only the epochs of history.csv are drawn: losses.bin has none." }
        var text = ""
        if known.lowerBound > 0 {
            text += " Of epochs before \(NumberText.count(known.lowerBound)) only those of history.csv are drawn."
        }
        if last > known.upperBound {
            text +=
                " losses.bin ends before epoch \(NumberText.count(known.upperBound)); from there on only the epochs of "
                + "history.csv are drawn."
        }
        return text
    }

    /// The curve of the epochs that were recorded.
    private init(_ history: [HistoryRow], because reason: String?, _ series: LogarithmicSeries) {
        self.series = series
        values = history.map { ($0.epoch, $0.loss) }
        rates = RateChanges(
            changes: zip(history, history.dropFirst()).compactMap { before, after in
                after.learningRate == before.learningRate ? nil : (after.epoch, after.learningRate)
            })
        (isComplete, isMerged) = (false, false)
        remarks = reason.map { " Only the epochs of history.csv are drawn: \($0).".printable } ?? ""
        note = reason.map { _ in "only the epochs of history.csv" }
    }

    /// " It is largest at epoch 3, with 8." where the loss was beyond its first and its last value.
    var beyondWords: String {
        // That it was exactly 0 is said already.
        let found = ChangeText.extremes(values).filter { $0.value != 0 }
        guard !found.isEmpty else { return "" }
        let words = found.map {
            "\($0.name) at epoch \(NumberText.count($0.epoch)), with \(NumberText.number($0.value))"
        }
        return " It is \(words.joined(separator: ", and "))."
    }
}
