internal import Analysis
internal import Descriptions
internal import Diagnostics
internal import Experiments
internal import Networks
internal import Plots
internal import RunStore

/// The figures of a comparison: the runs in one picture each, every run in one colour throughout.
struct ComparisonFigures {
    let comparison: RunComparison
    let curves: [ComparedLoss]

    /// Reads the losses of the runs.
    ///
    /// - Complexity: O(epochs of all runs).
    /// - Throws: what reading `losses.bin` and `history.csv` throws.
    init(_ comparison: RunComparison) throws {
        self.comparison = comparison
        curves = try comparison.runs.enumerated().map { index, run in try ComparedLoss(run, index) }
    }

    /// The figures in the order of a page; one that makes no sense for the runs is left out.
    var all: [ReportFigure] {
        [loss].compactMap(\.self) + groups.flatMap { [code($0), bend($0), error($0)].compactMap(\.self) }
    }

    /// How a run is drawn: its letter, its colour and its dashes.
    static func series(_ run: Int) -> Series { Series(RunLetters.letter(run), .slot(run + 1)) }

    /// " A is autoencoder-study-1, B autoencoder-study-2."
    func legend(_ runs: [Int]) -> String {
        let names = runs.enumerated().map { place, run in
            "\(RunLetters.letter(run)) \(place == 0 ? "is " : "")\(comparison.runs[run].summary.run.printable)"
        }
        return " \(SeedList.joined(names))."
    }

    /// "0.79 (A), 0.999 (B)".
    static func listed(_ values: [(run: Int, text: String)]) -> String {
        values.map { "\($0.text) (\(RunLetters.letter($0.run)))" }.joined(separator: ", ")
    }

    /// A line through points, and marks where a logarithmic axis has no place for a value of 0.
    static func line(_ points: [PlotPoint], _ run: Int, isLogarithmic: Bool) -> [Mark] {
        guard isLogarithmic else { return [.line(points, series(run))] }
        let zeros = points.filter { $0.y == 0 }.map(\.x)
        let line = Mark.line(LogarithmicSeries.broken(points), series(run))
        return zeros.isEmpty ? [line] : [line, .zeros(zeros, series(run))]
    }

    // MARK: The loss

    /// The losses on logarithmic axes.
    var loss: ReportFigure? {
        let series = curves.map(\.curve.series)
        let drawn = series.indices.filter { series[$0].hasDrawing }
        guard !drawn.isEmpty else { return nil }
        let title = "The loss"
        return ReportFigure(
            id: "loss", title: title, caption: lossCaption(series, drawn),
            drawing: Chart(
                title, description: "Loss of \(drawn.count) runs over epochs, both axes logarithmic.",
                x: Axis("epoch", scale: .log10, isWhole: true), y: LogarithmicSeries.axis("loss", series),
                marks: drawn.flatMap { curves[$0].marks }, labels: .direct, showsTitle: false))
    }

    private func lossCaption(_ series: [LogarithmicSeries], _ drawn: [Int]) -> String {
        let runs = comparison.runs
        let losses = runs.map { $0.spec.training.loss }
        func name(_ run: Int) -> String { DataWords(runs[run].spec).name(of: losses[run]) }
        let kinds = Set(runs.map { LossKind($0.spec.training) }).count
        var text =
            Set(losses).count == 1
            ? "The \(name(0)) over the epochs."
            : "The losses are different formulas, so that their sizes cannot be compared: "
                + drawn.map { "\(RunLetters.letter($0)) the \(name($0))" }.joined(separator: ", ") + "."
        if Set(losses).count == 1, kinds > 1 { text += " Not all have the same code term, which is part of the loss." }
        let ends = drawn.compactMap { run in
            curves[run].last.map { (run: run, epoch: $0.epoch, words: NumberText.number($0.value)) }
        }
        let epochs = Set(ends.map(\.epoch))
        let values = ends.map { end in
            "\(end.words) (\(RunLetters.letter(end.run))"
                + (epochs.count > 1 ? ", after \(NumberText.plural(end.epoch, "epoch")))" : ")")
        }
        let isOne = ends.count > 1 && epochs.count == 1 && Set(ends.map(\.words)).count == 1
        text +=
            " They \(isOne ? "all end at \(ends[0].words)" : "end at \(SeedList.joined(values))")"
            + (epochs.count == 1 ? ", after \(NumberText.plural(epochs.first ?? 0, "epoch"))." : ".")
        let zeros = drawn.compactMap { run in
            series[run].zeroWords.map { " \(RunLetters.letter(run)) is \($0)." }
        }
        text += zeros.joined()
        if curves.contains(where: \.curve.isMerged) { text += LossCurve.mergedWords }
        let partial = drawn.filter { !curves[$0].curve.isComplete }
        if !partial.isEmpty, partial.count < drawn.count {
            text += " Of \(RunLetters.words(partial)) only chosen epochs are known."
        } else if !partial.isEmpty {
            text += " Only chosen epochs are known."
        }
        return text + LogarithmicSeries.startWords(series) + coincidence(drawn) + legend(drawn)
    }

    /// Which lines lie on each other, since the runs have the same weights at the end.
    func coincidence(_ runs: [Int]) -> String {
        let groups = Dictionary(grouping: runs) { comparison.runs[$0].summary.weightsSHA256 }.values
            .filter { $0.count > 1 }.sorted { ($0.first ?? 0) < ($1.first ?? 0) }
        return groups.map { " \(RunLetters.words($0)) have the same weights in the end." }.joined()
    }
}
