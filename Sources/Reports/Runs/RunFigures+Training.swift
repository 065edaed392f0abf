internal import Diagnostics
internal import Experiments
internal import Networks
internal import Plots

extension RunFigures {
    /// The largest error, and how far the code is off its line, on logarithmic axes.
    public var errorOverEpochs: ReportFigure? {
        let rows = history.filter { $0.epoch > 0 }
        let before = history.first { $0.epoch == 0 }
        let error = LogarithmicSeries(
            rows.map { PlotPoint(Double($0.epoch), $0.maxAbsoluteError / amplitude) },
            name: "largest error / \(words.shortUnit)",
            start: before.map { $0.maxAbsoluteError / amplitude })
        let deviation = LogarithmicSeries(
            rows.compactMap { row in row.codeDeviation.map { PlotPoint(Double(row.epoch), $0) } },
            name: "code off its line / range", slot: 2, start: before?.codeDeviation)
        guard rows.last?.codeR2 != nil, error.hasDrawing || deviation.hasDrawing else { return nil }
        let title = "The error and the code over the epochs"
        return ReportFigure(
            id: "error", title: title,
            caption: "The largest error over \(words.unit) "
                + ChangeText.words(history.map { ($0.epoch, $0.maxAbsoluteError / amplitude) })
                + Self.parenthesis(error.zeroWords)
                + "; "
                + deviationWords(deviation) + "." + LogarithmicSeries.startWords([error, deviation]),
            drawing: Chart(
                title, description: "Two lines over epochs, both axes logarithmic.",
                x: Axis("epoch", scale: .log10, isWhole: true),
                y: LogarithmicSeries.axis("relative error", [error, deviation]), marks: error.marks + deviation.marks,
                labels: .key, showsTitle: false))
    }

    /// What became of the code's distance from its line; it has none where all codes are equal.
    private func deviationWords(_ series: LogarithmicSeries) -> String {
        let known = history.compactMap { row in row.codeDeviation.map { (row.epoch, $0) } }
        guard !known.isEmpty else { return "all codes are equal" }
        return "the largest distance of the code from its line, over the range of the code, " + ChangeText.words(known)
            + Self.parenthesis(series.zeroWords)
            + (history.last?.codeDeviation == nil ? ", until all codes are equal" : "")
    }

    /// The loss on logarithmic axes, with markers where it is exactly 0; beside it that of the samples held out.
    public var loss: ReportFigure? {
        let rows = history.filter { $0.epoch > 0 }
        let begin = history.first { $0.epoch == 0 }
        let series = LogarithmicSeries(
            rows.map { PlotPoint(Double($0.epoch), $0.loss) }, name: "loss", start: begin?.loss,
            zero: rows.contains { $0.loss == 0 && $0.maxAbsoluteError != 0 } ? "rounded to 0" : "exactly 0")
        let heldOut = LogarithmicSeries(
            rows.compactMap { row in row.heldOutLoss.map { PlotPoint(Double(row.epoch), $0) } },
            name: "loss of the samples held out", slot: 2, start: begin?.heldOutLoss, zero: "0 as computed")
        guard series.hasDrawing, let first = history.first, let last = history.last else { return nil }
        let isAlone = heldOut.points.isEmpty
        var marks = isAlone ? series.marks : series.marks + heldOut.marks
        for (before, after) in zip(history, history.dropFirst()) where after.learningRate != before.learningRate {
            marks.append(.rule(.vertical(Double(after.epoch)), label: "rate \(NumberText.typeset(after.learningRate))"))
        }
        let hasPositive = series.hasPositive || heldOut.hasPositive
        return ReportFigure(
            id: "loss", title: "The loss",
            caption:
                "\(words.subject(result.spec.training.loss)), from \(NumberText.number(first.loss)) before training to "
                + "\(NumberText.number(last.loss)) after \(NumberText.plural(last.epoch, "epoch"))"
                + Self.parenthesis(series.zeroWords) + "." + Self.beyond(history) + heldOutLossWords(heldOut)
                + LogarithmicSeries.startWords(isAlone ? [series] : [series, heldOut])
                + (hasPositive && last.epoch >= 100 ? " On these axes a power law is a straight line." : ""),
            drawing: Chart(
                "The loss", description: "Loss over epochs, both axes logarithmic.",
                x: Axis("epoch", scale: .log10, isWhole: true),
                y: LogarithmicSeries.axis("loss", isAlone ? [series] : [series, heldOut]), marks: marks,
                labels: isAlone && series.zeroWords == nil ? .none : .key, showsTitle: false))
    }

    /// What became of the loss of the samples held out; empty where it was not recorded.
    private func heldOutLossWords(_ series: LogarithmicSeries) -> String {
        let rows = history.compactMap { row in row.heldOutLoss.map { (epoch: row.epoch, loss: $0) } }
        guard let first = rows.first, let last = rows.last, let samples = result.heldOutSamples else { return "" }
        var text =
            " Over the \(NumberText.plural(samples.count, "sample")) that \(samples.count == 1 ? "was" : "were") held out it "
            + ChangeText.words(from: first.loss, to: last.loss) + Self.parenthesis(series.zeroWords)
        if let least = rows.min(by: { $0.loss < $1.loss }), least.loss < 0.99 * last.loss {
            text += ", and was least, \(NumberText.number(least.loss)), at epoch \(NumberText.count(least.epoch))"
        }
        if result.spec.training.codeLinearity != nil { text += "; it leaves out the code term" }
        if result.spec.training.loss.isSum {
            text +=
                ". Both are sums, over \(NumberText.plural(result.samples.count, "sample")) and over "
                + NumberText.count(samples.count)
        }
        return text + "."
    }

    /// " It is largest at epoch 3, with 8." where the loss was beyond its first and its last value.
    private static func beyond(_ history: [HistoryRow]) -> String {
        // That it was exactly 0 is said already.
        let found = ChangeText.extremes(history.map { ($0.epoch, $0.loss) }).filter { $0.value != 0 }
        guard !found.isEmpty else { return "" }
        let words = found.map {
            "\($0.name) at epoch \(NumberText.count($0.epoch)), with \(NumberText.number($0.value))"
        }
        return " It is \(words.joined(separator: ", and "))."
    }

    /// ", exactly 0 from epoch 7 on"; empty for nil.
    private static func parenthesis(_ words: String?) -> String { words.map { ", \($0)" } ?? "" }
}
