internal import Descriptions
internal import Diagnostics
internal import Experiments
internal import Networks
internal import Plots
internal import RunStore

/// The figures of a batch: all of its runs in one picture each.
struct BatchFigures {
    private let summary: BatchSummary
    private let spec: Spec
    private let histories: BatchHistories

    init(_ summary: BatchSummary, spec: Spec, histories: BatchHistories) {
        (self.summary, self.spec, self.histories) = (summary, spec, histories)
    }

    /// The figures in the order of a report; one that makes no sense for the batch is left out.
    var all: [ReportFigure] { [lossBand, errorHistogram].compactMap(\.self) }

    private var words: DataWords { DataWords(spec) }

    /// The loss over the epochs: median, middle half and all of the runs.
    var lossBand: ReportFigure? {
        let band = EpochBand(histories.runs.map { run in run.moments.map { ($0.epoch, $0.loss) } })
        let heldOut = EpochBand(
            histories.runs.map { run in
                run.moments.compactMap { moment in moment.heldOutLoss.map { (moment.epoch, $0) } }
            })
        let count = histories.runs.count
        let median = LogarithmicSeries(
            band.points(\.median), name: count == 1 ? "loss" : "median", start: band.start,
            zero: ZeroLoss.asComputed)
        let other = LogarithmicSeries(
            heldOut.points(\.median),
            name: count == 1 ? "loss of the samples held out" : "median of the loss of the samples held out", slot: 2,
            start: heldOut.start, zero: ZeroLoss.asComputed)
        guard !median.points.isEmpty, let last = band.moments.last else { return nil }
        func placed(_ quantile: KeyPath<SeedStatistics.Quantiles, Double>) -> [PlotPoint] {
            band.points(quantile).filter { $0.x > 0 }
        }
        var marks: [Mark] = []
        if count > 2 {
            marks.append(.band(lower: placed(\.least), upper: placed(\.greatest), Series("all runs", .muted)))
        }
        if count > 1 {
            marks.append(
                .band(
                    lower: placed(count > 2 ? \.lowerQuartile : \.least),
                    upper: placed(count > 2 ? \.upperQuartile : \.greatest),
                    Series(count > 2 ? "middle half of the runs" : "both runs")))
        }
        marks += median.marks + (other.points.isEmpty ? [] : other.marks)
        for (name, slot, status) in [("diverged", 5, RunStatus.diverged), ("interrupted", 6, .interrupted)] {
            let ends = ends(status, before: last.epoch)
            if !ends.isEmpty { marks.append(.points(ends, Series(name, .slot(slot)))) }
        }
        var rates = RateChanges(changes: [])
        if case .steps(let changes) = spec.training.schedule {
            rates = RateChanges(
                changes: changes.filter { (1...last.epoch).contains($0.fromEpoch) }.map {
                    ($0.fromEpoch, $0.learningRate)
                }
            )
        }
        marks += rates.rules
        return ReportFigure(
            id: "loss-band", title: "The loss of all runs",
            caption: bandCaption(band, median, heldOut) + LogarithmicSeries.startWords([median, other]) + rates.words,
            drawing: Chart(
                "The loss of all runs",
                description: "Median and quantiles of the loss over epochs, both axes logarithmic.",
                x: Axis("epoch", scale: .log10, isWhole: true), y: LogarithmicSeries.axis("loss", [median, other]),
                marks: marks, labels: .key, showsTitle: false))
    }

    /// The last losses of the runs that ended so before the longest did.
    private func ends(_ status: RunStatus, before epoch: Int) -> [PlotPoint] {
        histories.runs.filter { $0.status == status }.compactMap { run in
            run.moments.last.map { PlotPoint(Double($0.epoch), $0.loss) }
        }.filter { $0.x > 0 && $0.x < Double(epoch) }
    }

    private func bandCaption(_ band: EpochBand, _ median: LogarithmicSeries, _ heldOut: EpochBand) -> String {
        guard let first = band.moments.first, let last = band.moments.last else { return "" }
        let count = histories.runs.count
        let middle = ChangeText.words(from: first.quantiles.median, to: last.quantiles.median)
        let zero = median.zeroWords.map { ", \($0)" } ?? ""
        let loss = words.name(of: spec.training.loss)
        var text =
            count == 1
            ? "The \(loss) of the only run with a history; it \(middle)\(zero)."
            : "The \(loss) of \(NumberText.count(count)) runs. Their median \(middle)\(zero). "
                + "At epoch \(NumberText.count(last.epoch)) they "
                + "\(SpanText(last.quantiles.least, last.quantiles.greatest).lie)."
        if last.runs < count {
            text +=
                " \(NumberText.count(last.runs)) of the runs reached that epoch; a run has no part in the band after its end."
        }
        if let start = heldOut.moments.first, let end = heldOut.moments.last {
            text +=
                " The \(count == 1 ? "loss" : "median") over the samples held out "
                + ChangeText.words(from: start.quantiles.median, to: end.quantiles.median) + "."
        }
        if !histories.unreadable.isEmpty {
            text += " Left out, since their history cannot be read: \(SeedList.joined(histories.unreadable))."
        }
        return text
    }

    /// The number of runs by their worst error.
    var errorHistogram: ReportFigure? {
        let errors = summary.runs.compactMap(\.maxRelativeError)
        guard !errors.isEmpty else { return nil }
        let histogram = Histogram(errors)
        let exact = errors.count { $0 == 0 }
        let (isLogarithmic, hasBars) = (histogram.isLogarithmic, !histogram.bins.isEmpty)
        var marks: [Mark] = []
        if hasBars { marks.append(.area(histogram.bars, Series("runs"))) }
        if exact > 0, !isLogarithmic {
            marks.append(.stems([PlotPoint(0, Double(exact))], Series("exactly 0", .slot(3))))
        } else if exact > 0 {
            marks.append(.note("\(NumberText.plural(exact, "run")): exactly 0"))
        }
        // Far from all errors, the rule would only squeeze the bars.
        if isLogarithmic, let least = histogram.bins.first?.lower, let most = histogram.bins.last?.upper,
            (least / 100...most * 100).contains(0.01)
        {
            marks.append(.rule(.vertical(0.01), label: "1 %"))
        }
        let label = "worst error / \(words.isAutoencoding ? words.shortUnit : "largest target of its kind")"
        let ends = [histogram.bins.first?.lower, histogram.bins.last?.upper].compactMap(\.self)
        // One bar says how large the errors are by its place, seen from 0.
        let domain =
            ends.count == 2 && exact == 0 && !isLogarithmic
            ? AxisDomain(histogram.isOne ? 0 : ends[0], histogram.isOne ? 1.2 * ends[1] : ends[1]) : nil
        let span = summary.statistics.maxRelativeError.map { SpanText($0.least, $0.greatest, NumberText.percent) }
        let title = "The worst errors" + (span.map { errors.count > 1 && $0.isOne ? ", \($0.all)" : "" } ?? "")
        return ReportFigure(
            id: "error-histogram", title: title, caption: histogramCaption(errors),
            drawing: HistogramFigure(
                chart: Chart(
                    title, description: "Histogram of the worst error of each run.",
                    x: Axis(
                        label, scale: isLogarithmic ? .log10 : .linear, domain: domain, includesZero: !isLogarithmic),
                    y: Axis("runs", includesZero: true, isWhole: true), marks: marks, labels: .none, height: 260,
                    showsTitle: false), histogram: histogram, zeros: exact))
    }

    /// "lie between 1 % and 3 %, with the median at 2 %."
    private static func lie(_ spread: SeedStatistics.Quantiles) -> String {
        let span = SpanText(spread.least, spread.greatest, NumberText.percent)
        return span.lie + (span.isOne ? "." : ", with the median at \(NumberText.percent(spread.median)).")
    }

    private func histogramCaption(_ errors: [Double]) -> String {
        let statistics = summary.statistics
        let unit = words.unit
        var text =
            "The worst error of each run, over \(unit). \(SeedText.headline(statistics, words))."
        if let spread = statistics.maxRelativeError, errors.count > 1 {
            text += " The errors " + Self.lie(spread)
        }
        if let spread = statistics.heldOutMaxRelativeError {
            text +=
                " Samples that are held out are not drawn: their worst errors " + Self.lie(spread)
        }
        let infinite = summary.runs.count - errors.count
        if infinite > 0 {
            let runs = NumberText.plural(infinite, "run")
            text += " \(runs) without a finite error \(infinite == 1 ? "is" : "are") left out."
        }
        return text
    }
}
