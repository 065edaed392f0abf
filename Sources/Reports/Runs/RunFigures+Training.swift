internal import Analysis
public import Descriptions
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
        guard rows.last?.codeR2 != nil, result.spec.training.loss.comparesOutputs,
            error.hasDrawing || deviation.hasDrawing
        else { return nil }
        let title = "The error and the code over the epochs"
        return ReportFigure(
            id: "error", title: title,
            caption: "The largest error over \(words.unit) "
                + ChangeText.words(history.map { ($0.epoch, $0.maxAbsoluteError / amplitude) })
                + Self.parenthesis(error.zeroWords)
                + "; "
                + deviationWords(deviation) + "." + LogarithmicSeries.startWords([error, deviation])
                + heldOutErrorWords,
            drawing: Chart(
                title, description: "Two lines over epochs, both axes logarithmic.",
                x: Axis("epoch", scale: .log10, isWhole: true),
                y: LogarithmicSeries.axis("relative error", [error, deviation]),

                marks: error.marks + deviation.marks + (error.hasPositive || deviation.hasPositive ? heldOutEnd : []),
                labels: .key, showsTitle: false))
    }

    /// The largest error of the samples held out over that of the training samples' scale, at the end; nil where there
    /// are none, or it is not finite.
    private var heldOutError: Double? { result.heldOut.map(\.error.maxRelative).flatMap { $0.isFinite ? $0 : nil } }

    /// That error as a point at the last epoch, where it has a place on logarithmic axes.
    private var heldOutEnd: [Mark] {
        guard let error = heldOutError, error > 0, result.epochs > 0 else { return [] }
        let series = Series("largest error of the samples held out, at the end", .slot(5))
        return [.points([PlotPoint(Double(result.epochs), error)], series)]
    }

    private var heldOutErrorWords: String {
        heldOutError.map {
            " On the samples held out the largest error is \(NumberText.number($0)) at the end; it was not recorded before."
        } ?? ""
    }

    /// What became of the code's distance from its line; it has none where all codes are equal.
    private func deviationWords(_ series: LogarithmicSeries) -> String {
        let known = history.compactMap { row in row.codeDeviation.map { (row.epoch, $0) } }
        guard !known.isEmpty else { return "all codes are equal" }
        return "the largest distance of the code from its line, over the range of the code, " + ChangeText.words(known)
            + Self.parenthesis(series.zeroWords)
            + (history.last?.codeDeviation == nil ? ", until all codes are equal" : "")
    }

    /// The loss of every epoch on logarithmic axes, with markers where it is exactly 0; beside it that of the samples
    /// held out.
    public var loss: ReportFigure? {
        let curve = LossCurve(losses, history: history)
        let series = curve.series
        let heldOut = LogarithmicSeries(
            history.compactMap { row in row.heldOutLoss.map { PlotPoint(Double(row.epoch), $0) } },
            name: "loss of the samples held out", slot: 2, start: history.first { $0.epoch == 0 }?.heldOutLoss,
            zero: ZeroLoss.asComputed)
        let test = LogarithmicSeries(
            history.compactMap { row in row.testLoss.map { PlotPoint(Double(row.epoch), $0) } },
            name: "loss of the test", slot: 3, start: history.first { $0.epoch == 0 }?.testLoss,
            zero: ZeroLoss.asComputed)
        guard series.hasDrawing, let first = curve.values.first, let last = curve.values.last else { return nil }
        let all = [series] + [heldOut, test].filter { !$0.points.isEmpty }
        let isAlone = all.count == 1
        let notes = curve.note.map { [Mark.note($0)] } ?? []
        let hasPositive = all.contains { $0.hasPositive }
        return ReportFigure(
            id: "loss", title: "The loss",
            caption:
                "\(words.subject(result.spec.training.loss)), \(Self.course(from: first, to: last))"
                + Self.parenthesis(series.zeroWords) + "." + curve.beyondWords + heldOutLossWords(heldOut)
                + testLossWords
                + LogarithmicSeries.startWords(all)
                + (hasPositive && last.epoch >= 100 ? " On these axes a power law is a straight line." : "")
                + curve.remarks + batchWords + curve.rates.words,
            drawing: Chart(
                "The loss",
                description: hasPositive
                    ? "Loss over epochs, both axes logarithmic."
                    : "Loss over epochs, which is 0 at each that is drawn; the axis of the loss is linear.",
                x: Axis("epoch", scale: .log10, isWhole: true), y: LogarithmicSeries.axis("loss", all),
                marks: all.flatMap { $0.marks } + curve.rates.rules + notes,
                labels: isAlone && series.zeroWords == nil ? .none : .key, showsTitle: false))
    }

    /// What the loss of an epoch means with mini-batches; empty without them, and where only recorded epochs are drawn,
    /// whose losses are those of all samples.
    private var batchWords: String {
        guard case .everyEpoch = losses, case .mini(let size, _) = result.spec.training.batching,
            size < result.samples.count
        else { return "" }
        return " The loss of an epoch is that of its mini-batches, each before its own update."
    }

    /// The loss of the test at the end; empty where it was not recorded.
    private var testLossWords: String {
        guard let loss = history.last?.testLoss, loss.isFinite else { return "" }
        return " Over the samples for the test it is \(NumberText.number(loss)) at the end."
    }

    /// What became of the loss of the samples held out; empty where it was not recorded.
    private func heldOutLossWords(_ series: LogarithmicSeries) -> String {
        let rows = history.compactMap { row in row.heldOutLoss.map { (epoch: row.epoch, loss: $0) } }
        guard let first = rows.first, let last = rows.last, let samples = result.heldOutSamples else { return "" }
        var text =
            " Over the \(NumberText.plural(samples.count, "sample")) that \(samples.count == 1 ? "was" : "were") held out it "
            + ChangeText.words(from: first.loss, to: last.loss) + Self.parenthesis(series.zeroWords)
        if let least = rows.min(by: { $0.loss < $1.loss }), least.epoch != first.epoch, least.loss < 0.99 * last.loss {
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

    /// "from 12.5 before training to 0.1 after 5 epochs", "12.5 before training and after 5 epochs".
    private static func course(from first: ChangeText.Value, to last: ChangeText.Value) -> String {
        let (before, after) = (NumberText.number(first.value), NumberText.number(last.value))
        let epochs = NumberText.plural(last.epoch, "epoch")
        if last.epoch == 0 { return "\(after), without training" }
        return before == after
            ? "\(after) before training and after \(epochs)"
            : "from \(before) before training to \(after) after \(epochs)"
    }

    /// ", exactly 0 from epoch 7 on"; empty for nil.
    private static func parenthesis(_ words: String?) -> String { words.map { ", \($0)" } ?? "" }
}
