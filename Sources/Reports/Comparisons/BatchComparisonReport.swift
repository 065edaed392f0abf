public import Descriptions
internal import Diagnostics
internal import Experiments
internal import Networks
internal import Plots
public import RunStore

/// A comparison of batches as one HTML page that needs no network and no script.
public struct BatchComparisonReport: Sendable {
    private let comparison: BatchComparison

    /// The page of a comparison.
    public init(_ comparison: BatchComparison) { self.comparison = comparison }

    /// The page, with links to the reports of the batches that are right in a file at `path`.
    ///
    /// - Throws: what reading the batches' folders throws.
    public func html(at path: String) throws -> String {
        let words = BatchComparisonWords(comparison)
        let page = SurveyPage(sections: [legend(words, from: path), spec, reached(words)])
        return try ComparisonPage.html(
            "\(comparison.batches.count) batches compared", headline: words.conclusion, page, environments())
    }

    /// The page's figures.
    public var figures: [ReportFigure] { [lossBands].compactMap(\.self) }

    private func legend(_ words: BatchComparisonWords, from path: String) -> SurveyPage.Section {
        var section = SurveyPage.Section(heading: "The batches")
        section.table = [["", "batch", "how its runs ended"]] + words.legend
        for batch in comparison.batches {
            section.links.append(RelativeLink.toReport(of: batch.folder, from: path))
        }
        if section.links.contains(where: { $0 != nil }) {
            section.paragraphs = ["A letter is a link where its batch has a report of its own."]
        }
        return section
    }

    private var spec: SurveyPage.Section {
        ComparisonPage.specs(
            comparison.variations, letters,
            whereEqual: "Nothing but the seeds: the specs are equal, key for key.")
    }

    private func reached(_ words: BatchComparisonWords) -> SurveyPage.Section {
        SurveyPage.Section(
            heading: "What the runs reached", paragraphs: [words.conclusion, words.lossNote].filter { !$0.isEmpty },
            table: [[""] + letters] + words.rows.map { [$0.name] + $0.cells }, figures: figures)
    }

    private var letters: [String] { comparison.batches.indices.map(RunLetters.letter) }

    /// The loss of each batch over the epochs: the median, and the middle half of the runs.
    private var lossBands: ReportFigure? {
        let bands = comparison.batches.map { batch in
            EpochBand(
                BatchHistories(batch.folder, batch.summary).runs.map { run in
                    run.moments.map { ($0.epoch, $0.loss) }
                })
        }
        let series = bands.enumerated().map { index, band in
            LogarithmicSeries(
                band.points(\.median), name: RunLetters.letter(index), slot: index + 1, start: band.start,
                zero: ZeroLoss.asComputed)
        }
        guard series.contains(where: \.hasDrawing) else { return nil }
        var marks: [Mark] = []
        for (index, band) in bands.enumerated() where band.moments.contains(where: { $0.runs > 1 }) {
            func placed(_ quantile: KeyPath<SeedStatistics.Quantiles, Double>) -> [PlotPoint] {
                band.points(quantile).filter { $0.x > 0 }
            }
            marks.append(
                .band(
                    lower: placed(\.lowerQuartile), upper: placed(\.upperQuartile),
                    Series("\(RunLetters.letter(index)), middle half", .slot(index + 1))))
        }
        marks += series.flatMap(\.marksInOneColor)
        let title = "The losses of all runs"
        return ReportFigure(
            id: "loss-bands", title: title, caption: caption(bands) + LogarithmicSeries.startWords(series),
            drawing: Chart(
                title, description: "Median and quartiles of the loss over epochs, both axes logarithmic.",
                x: Axis("epoch", scale: .log10, isWhole: true), y: LogarithmicSeries.axis("loss", series),
                marks: marks, labels: .key, showsTitle: false))
    }

    private func caption(_ bands: [EpochBand]) -> String {
        let ends = bands.enumerated().compactMap { index, band in
            band.moments.last.map { last in
                "\(NumberText.number(last.quantiles.median)) (\(RunLetters.letter(index)), after "
                    + "\(NumberText.plural(last.epoch, "epoch")))"
            }
        }
        let loss = DataWords(comparison.batches[0].spec).name(of: comparison.batches[0].spec.training.loss)
        let names = comparison.batches.enumerated().map { index, batch in
            "\(RunLetters.letter(index)) \(index == 0 ? "is " : "")\(batch.summary.batch.printable)"
        }
        return
            (comparison.haveSameLoss
            ? "The \(loss) over the epochs" : "The losses, which are of different formulas, over the epochs")
            + ": the median of the runs as a line, and their middle half, between the quartiles, as a band. "
            + "The medians end at \(SeedList.joined(ends)). \(SeedList.joined(names))."
    }

    /// The machine and the software of each batch.
    private func environments() -> [[String: String]] {
        comparison.batches.enumerated().map { index, batch in
            ComparisonPage.environment(RunLetters.letter(index), try? batch.folder.environment())
        }
    }
}
