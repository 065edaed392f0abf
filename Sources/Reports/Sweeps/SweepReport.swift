public import Descriptions
internal import Diagnostics
internal import Experiments
internal import Mustache
internal import Plots
public import RunStore

/// A sweep as one HTML page that needs no network and no script, as figures, and as text.
public struct SweepReport: Sendable {
    private let columns: SweepColumns
    private let path: String

    /// Reads the rows of a sweep.
    ///
    /// - Parameters:
    ///   - folder: the folder.
    ///   - force: whether damaged lines are left out.
    /// - Throws: `DamagedPart` for a damaged line, unless `force` is true.
    public init(_ folder: SweepFolder, force: Bool = false) throws {
        columns = try SweepColumns(folder, force: force)
        path = folder.path
    }

    private var sweep: Sweep { columns.sweep }

    /// The number of runs that the report is of.
    public var runs: Int { columns.count }

    /// The figures.
    public var figures: [ReportFigure] { SweepFigures(columns).all }

    /// The number of runs that diverged; medians and histograms leave them out.
    public var diverged: Int { columns.endings[.diverged] ?? 0 }

    /// What the whole sweep came to, in sentences.
    private var sentences: [String] {
        var sentences = [
            "\(sweep.countWords). \(NumberText.count(columns.count)) have ended, in \(NumberText.duration(columns.seconds)) of "
                + "training."
        ]
        if diverged > 0 {
            sentences.append(
                "\(NumberText.count(diverged)) of \(NumberText.plural(columns.count, "run")) diverged: quantiles, histograms "
                    + "and points leave them out"
                    + (columns.successes.isEmpty ? "." : ", and shares of successes count them as failures."))
        }
        if !columns.successes.isEmpty {
            let met = columns.successes.count { $0 }
            sentences.append(
                "\(SweepText.share(met, columns.count)), where the goal is \(SweepText.words(sweep.goal)).")
        }
        if !columns.damage.isEmpty {
            sentences.append("\(NumberText.plural(columns.damage.count, "damaged line")) left out.")
        }
        return sentences
    }

    /// The measures over all runs.
    private var quantiles: [[String]] {
        [["measure", "runs", "least", "lower quartile", "median", "upper quartile", "greatest"]]
            + sweep.measures.indices.map { k in
                let values = columns.measures[k].filter(\.isFinite)
                guard let found = SeedStatistics.Quantiles(values) else {
                    return [sweep.measures[k].name, "0", "–", "–", "–", "–", "–"]
                }
                return [sweep.measures[k].name, NumberText.count(values.count)]
                    + [found.least, found.lowerQuartile, found.median, found.upperQuartile, found.greatest].map {
                        NumberText.number($0)
                    }
            }
    }

    /// Numbers of many digits as they are shown, where they still differ from each other then.
    private static func shortened(_ values: [String]) -> [String: String] {
        let texts = values.map { value in
            value.count > 8 ? Double(value).map { NumberText.number($0) } ?? value : value
        }
        guard Set(texts).count == texts.count else { return [:] }
        return Dictionary(zip(values, texts), uniquingKeysWith: { first, _ in first })
    }

    /// For each value of a key the median of each measure, and the share of successes.
    private func table(ofKey key: Int) -> [[String]] {
        let hasGoal = !columns.successes.isEmpty
        let groups = columns.groups(byKey: key)
        guard groups.count > 1, groups.count <= 60 else { return [] }
        let shown = Self.shortened(groups.map(\.value))
        return [
            [sweep.keys[key], "runs"] + (diverged > 0 ? ["diverged"] : [])
                + (hasGoal ? ["successes", "95 % interval"] : []) + sweep.measures.map(\.name)
        ]
            + groups.map { value, runs in
                var cells = [shown[value] ?? value, NumberText.count(runs.count)]
                if diverged > 0 { cells.append(NumberText.count(runs.count { columns.diverged[$0] })) }
                if hasGoal {
                    let met = runs.count { columns.successes[$0] }
                    let interval = WilsonInterval(successes: met, of: runs.count)
                    cells += [
                        interval.map { NumberText.percent($0.share) } ?? "–",
                        interval.map { "\(NumberText.percent($0.lower)) to \(NumberText.percent($0.upper))" } ?? "–",
                    ]
                }
                return cells
                    + columns.measures.map { column in
                        SeedStatistics.Quantiles(runs.map { column[$0] }.filter(\.isFinite)).map {
                            NumberText.number($0.median)
                        } ?? "–"
                    }
            }
    }

    /// The page.
    ///
    /// - Throws: what the template throws.
    public func html() throws -> String {
        let figures = figures
        var sections = [
            SurveyPage.Section(
                heading: "All runs", paragraphs: Array(sentences.prefix(1)), table: columns.count > 0 ? quantiles : [])
        ]
        for (key, name) in sweep.keys.enumerated() {
            let table = table(ofKey: key)
            guard !table.isEmpty else { continue }
            sections.append(
                SurveyPage.Section(
                    heading: "By \(name)",
                    paragraphs: [
                        "The median of each measure over the runs with each value"
                            + (columns.leftOut().isEmpty ? "." : ", but for those that diverged.")
                    ],
                    table: table))
        }
        if !figures.isEmpty { sections.append(SurveyPage.Section(heading: "Figures", figures: figures)) }
        let page = SurveyPage(sections: sections)
        var context: [String: Any] = [
            "title": sweep.name, "subtitle": "A sweep of \(sweep.countWords)",
            "style": PlotTheme.css + "\n" + RunReport.text(PackageResources.report_css), "source": "",
            "sections": page.sections.map { $0.context(page) }, "hasSpec": false, "spec": "",
            "environment": RunReport.lines(RunEnvironment.current()), "version": RunEnvironment.version,
        ]
        if sentences.count > 1 { context["headline"] = sentences.dropFirst().joined(separator: " ") }
        return try MustacheTemplate(string: RunReport.text(PackageResources.survey_mustache)).render(context)
    }

    /// The report for a terminal: sentences, tables and, unless plots are left out, the first figures.
    ///
    /// - Parameters:
    ///   - width: the greatest length of a line.
    ///   - plots: whether figures are drawn.
    ///   - color: whether they have colours.
    /// - Returns: the lines.
    public func lines(width: Int, plots: Bool, color: Bool) -> [String] {
        var lines = ["\(sweep.name): \(sentences[0])"] + sentences.dropFirst().map { "  \($0)" }
        guard columns.count > 0 else { return lines }
        lines += [""] + TextTable.lines(quantiles, width: width, alignment: { $0 == 0 ? .leading : .trailing })
        for key in sweep.keys.indices {
            let table = table(ofKey: key)
            if !table.isEmpty {
                lines += [""] + TextTable.lines(table, width: width, alignment: { $0 == 0 ? .leading : .trailing })
            }
        }
        guard plots else { return lines }
        for figure in figures.prefix(3) {
            guard let chart = figure.drawing as? Chart else { continue }
            lines +=
                [""]
                + TerminalPlot(
                    MathText.plain(figure.title), x: chart.x, y: chart.y, marks: chart.marks, width: min(width, 100),
                    height: 16, color: color
                ).lines()
        }
        return lines
    }
}
