internal import Diagnostics
internal import Experiments
internal import Networks
internal import Plots

extension RunFigures {
    /// The largest error, and how far the code is off its line, on logarithmic axes.
    public var errorOverEpochs: ReportFigure? {
        let rows = history.filter { $0.epoch > 0 }
        let error = LogarithmicSeries(
            rows.map { PlotPoint(Double($0.epoch), $0.maxAbsoluteError / amplitude) },
            name: "largest error / \(words.isAutoencoding ? "amplitude" : "largest target")")
        let deviation = LogarithmicSeries(
            rows.compactMap { row in row.codeDeviation.map { PlotPoint(Double(row.epoch), $0) } },
            name: "code off its line / range", slot: 2)
        guard let first = history.first, let last = rows.last, let end = last.codeDeviation else { return nil }
        let title = "The error and the code over the epochs"
        return ReportFigure(
            id: "error", title: title,
            caption: "The largest error over \(words.unit) "
                + ChangeText.words(from: first.maxAbsoluteError / amplitude, to: last.maxAbsoluteError / amplitude)
                + Self.parenthesis(error.zeroWords)
                + "; the largest distance of the code from its line, over the range of the code, "
                + ChangeText.words(from: first.codeDeviation ?? .nan, to: end) + Self.parenthesis(deviation.zeroWords)
                + ".",
            drawing: Chart(
                title, description: "Two lines over epochs, both axes logarithmic.", x: Axis("epoch", scale: .log10),
                y: LogarithmicSeries.axis("size", [error, deviation]), marks: error.marks + deviation.marks,
                labels: .key, showsTitle: false))
    }

    /// The loss on logarithmic axes, with markers where it is exactly 0.
    public var loss: ReportFigure? {
        let series = LogarithmicSeries(
            history.filter { $0.epoch > 0 }.map { PlotPoint(Double($0.epoch), $0.loss) }, name: "loss")
        guard !series.points.isEmpty, let first = history.first, let last = history.last else { return nil }
        var marks = series.marks
        for (before, after) in zip(history, history.dropFirst()) where after.learningRate != before.learningRate {
            marks.append(.rule(.vertical(Double(after.epoch)), label: "rate \(NumberText.number(after.learningRate))"))
        }
        return ReportFigure(
            id: "loss", title: "The loss",
            caption: "\(result.spec.training.loss), from \(NumberText.number(first.loss)) before training to "
                + "\(NumberText.number(last.loss)) after \(NumberText.plural(last.epoch, "epoch"))"
                + Self.parenthesis(series.zeroWords) + "."
                + (series.hasPositive && last.epoch >= 100 ? " On these axes a power law is a straight line." : ""),
            drawing: Chart(
                "The loss", description: "Training loss over epochs, both axes logarithmic.",
                x: Axis("epoch", scale: .log10), y: LogarithmicSeries.axis("loss", [series]), marks: marks,
                labels: series.zeroWords == nil ? .none : .key, showsTitle: false))
    }

    /// ", exactly 0 from epoch 7 on"; empty for nil.
    private static func parenthesis(_ words: String?) -> String { words.map { ", \($0)" } ?? "" }
}
