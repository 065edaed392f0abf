internal import Diagnostics
internal import Experiments
internal import Plots

/// The loss over the epochs, with what is to be said of it.
struct LossCurve {
    /// What is drawn.
    let series: LogarithmicSeries
    /// The first and the last loss, with those between that matter, in the order of the epochs.
    let values: [ChangeText.Value]
    /// The epochs at which the learning rate changed, with the rate from there on.
    let changes: [(epoch: Int, rate: Double)]
    /// What the figure does not show, in sentences that each begin with a blank.
    let remarks: String
    /// The same in a few words; nil where it shows every epoch.
    let note: String?

    /// The curve of a run.
    init(_ source: LossSource, history: [HistoryRow]) {
        switch source {
        case .everyEpoch(let columns): self.init(columns, zero: Self.zero(history))
        case .history(let reason): self.init(history, because: reason)
        }
    }

    /// The curve of every epoch.
    private init(_ losses: LossColumns, zero: String) {
        series = LogarithmicSeries(losses, name: "loss", zero: zero)
        values = [losses.first, losses.least, losses.greatest, losses.last].compactMap { $0 }
            .sorted { $0.epoch < $1.epoch }
        changes = losses.changes
        note = nil
        var remarks =
            losses.isMerged
            ? " Every epoch is drawn: where several share a column, from the least loss to the greatest." : ""
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
    private init(_ history: [HistoryRow], because reason: String?) {
        series = LogarithmicSeries(
            history.map { PlotPoint(Double($0.epoch), $0.loss) }, name: "loss",
            start: history.first { $0.epoch == 0 }?.loss, zero: Self.zero(history))
        values = history.map { ($0.epoch, $0.loss) }
        changes = zip(history, history.dropFirst()).compactMap { before, after in
            after.learningRate == before.learningRate ? nil : (after.epoch, after.learningRate)
        }
        remarks = reason.map { " Only the epochs of history.csv are drawn: \($0).".printable } ?? ""
        note = reason.map { _ in "only the epochs of history.csv" }
    }

    /// What a loss of 0 is called: the terms of a sum may be too small for the numbers of the run, where the errors are
    /// not. Only the history tells.
    private static func zero(_ history: [HistoryRow]) -> String {
        let zeros = history.filter { $0.epoch > 0 && $0.loss == 0 }
        if zeros.isEmpty { return "0 as computed" }
        return zeros.allSatisfy { $0.maxAbsoluteError == 0 } ? "exactly 0" : "rounded to 0"
    }

    /// A rule at each change of the learning rate; of many, without their labels.
    var rules: [Mark] {
        let areFew = changes.count <= Self.mostLabels
        return changes.map { change in
            .rule(
                .vertical(Double(change.epoch)),
                label: areFew ? "rate \(NumberText.typeset(change.rate))" : "")
        }
    }

    /// More labels than this lie on each other.
    private static let mostLabels = 12

    /// " The learning rate changes 40 times, the last time to 1e−8." where ``rules`` have no labels; else empty.
    var ruleWords: String {
        guard changes.count > Self.mostLabels, let last = changes.last else { return "" }
        return " The rules are the \(NumberText.count(changes.count)) changes of the learning rate, the last one to "
            + "\(NumberText.number(last.rate))."
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
