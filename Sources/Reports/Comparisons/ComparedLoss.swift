internal import Experiments
internal import Plots
internal import RunStore

/// The loss of a compared run over its epochs.
struct ComparedLoss {
    /// What is drawn, under the run's letter.
    let curve: LossCurve
    /// What is wrong with the record of every epoch; nil where it is whole, or still being written.
    let damage: String?

    private let style: Series

    /// The loss of every epoch where the run recorded it, else that of the epochs of its history.
    ///
    /// - Complexity: O(epochs).
    /// - Throws: what reading `losses.bin` and `history.csv` throws.
    init(_ run: ComparedRun, _ index: Int) throws {
        let rows = try run.history()
        let stream = try run.folder.lossStream()
        let source = try stream.map { LossSource.everyEpoch(try LossColumns($0, history: rows)) }
        curve = LossCurve(
            source ?? .history(because: nil), history: rows, name: RunLetters.letter(index), slot: index + 1)
        style = ComparisonFigures.series(index)
        damage = run.state == .running ? nil : stream?.damage
    }

    /// The last loss that is known; nil where none is.
    var last: ChangeText.Value? { curve.values.last }

    /// The marks of the curve, all in the run's own colour.
    var marks: [Mark] {
        curve.series.marks.map { mark in
            if case .zeros(let places, _) = mark { .zeros(places, style) } else { mark }
        }
    }
}
