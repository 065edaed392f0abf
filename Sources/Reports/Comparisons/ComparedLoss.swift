internal import Experiments
internal import Plots
internal import RunStore

/// The loss of a compared run over its epochs.
struct ComparedLoss {
    /// What is drawn, under the run's letter.
    let series: LogarithmicSeries
    /// The last loss that is known; nil where none is.
    let last: ChangeText.Value?
    /// Whether the loss of every epoch is known.
    let isComplete: Bool
    /// Whether several epochs share a column of the figure.
    let isMerged: Bool
    /// What is wrong with the record of every epoch; nil where it is whole, or still being written.
    let damage: String?

    private let style: Series

    /// The loss of every epoch where the run recorded it, else that of the epochs of its history.
    ///
    /// - Complexity: O(epochs).
    /// - Throws: what reading `losses.bin` and `history.csv` throws.
    init(_ run: ComparedRun, _ index: Int) throws {
        let rows = try run.history()
        let (name, slot) = (RunLetters.letter(index), index + 1)
        style = ComparisonFigures.series(index)
        if let stream = try run.folder.lossStream() {
            let losses = try LossColumns(stream, history: rows)
            series = LogarithmicSeries(losses, name: name, slot: slot)
            (last, isMerged) = (losses.last, losses.isMerged)
            isComplete = losses.known.map { $0.lowerBound == 0 && $0.upperBound >= losses.last?.epoch ?? 0 } ?? false
            damage = run.state == .running ? nil : stream.damage
        } else {
            series = LogarithmicSeries(
                rows.map { PlotPoint(Double($0.epoch), $0.loss) }, name: name, slot: slot,
                start: rows.first { $0.epoch == 0 }?.loss)
            last = rows.last.map { ($0.epoch, $0.loss) }
            (isComplete, isMerged, damage) = (false, false, nil)
        }
    }

    /// The marks of the curve, all in the run's own colour.
    var marks: [Mark] {
        series.marks.map { mark in
            if case .zeros(let places, _) = mark { .zeros(places, style) } else { mark }
        }
    }
}
