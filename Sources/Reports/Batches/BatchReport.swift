public import Descriptions
internal import Diagnostics
internal import Experiments
internal import Mustache
internal import Networks
internal import Plots
public import RunStore

/// A batch as one HTML page that needs no network and no script.
public struct BatchReport: StoredReport {
    private let folder: BatchFolder

    /// The report of a batch.
    public init(_ folder: BatchFolder) { self.folder = folder }

    /// The page, with links to the reports of its runs that are right in a file at `path`.
    ///
    /// - Throws: what reading the batch's folder throws.
    public func html(at path: String) throws -> String {
        let summary = try folder.summary()
        let spec = try folder.spec()
        let environment = try? folder.environment()
        let experiment = Experiment.matching(spec)
        let page = SurveyPage(sections: [
            together(summary, spec, figures(summary, spec)), each(summary, from: path),
        ])
        let context: [String: Any] = [
            "title": spec.name, "subtitle": experiment?.title ?? "",
            "style": PlotTheme.css + "\n" + RunReport.text(PackageResources.report_css),
            "source": experiment.map { "\($0.paper), section \($0.section)" } ?? "",
            "headline": "\(summary.batch): \(BatchDigest(summary).headline)",
            "sections": page.sections.map { $0.context(page) },
            "hasSpec": true, "spec": spec.yaml,
            "environment": environment.map(RunReport.lines) ?? [],
            "version": environment?.heaviside ?? RunEnvironment.version,
        ]
        return try MustacheTemplate(string: RunReport.text(PackageResources.survey_mustache)).render(context)
    }

    /// The page's figures.
    ///
    /// - Throws: what reading the batch's folder throws.
    public func figures() throws -> [ReportFigure] { figures(try folder.summary(), try folder.spec()) }

    private func figures(_ summary: BatchSummary, _ spec: Spec) -> [ReportFigure] {
        BatchFigures(summary, spec: spec, histories: BatchHistories(folder, summary)).all
    }

    private func together(_ summary: BatchSummary, _ spec: Spec, _ figures: [ReportFigure]) -> SurveyPage.Section {
        let statistics = summary.statistics
        var paragraphs = summary.runs.isEmpty ? [] : [SeedText.headline(statistics, DataWords(spec)) + "."]
        let exceptions = BatchDigest(summary).exceptions
        if !exceptions.isEmpty {
            let text = exceptions.joined(separator: "; ")
            paragraphs.append(text.prefix(1).uppercased() + text.dropFirst() + ".")
        }
        return SurveyPage.Section(
            heading: "The runs together", paragraphs: paragraphs, table: SeedText.quantiles(statistics),
            figures: figures)
    }

    private func each(_ summary: BatchSummary, from path: String) -> SurveyPage.Section {
        let runs = Dictionary(summary.runs.map { ($0.seed, $0) }, uniquingKeysWith: { first, _ in first })
        let missing = Dictionary(summary.missing.map { ($0.seed, $0) }, uniquingKeysWith: { first, _ in first })
        let best = summary.statistics.best
        var section = SurveyPage.Section(heading: "Each run")
        let errors = ErrorCells(summary.runs)
        section.table = [
            ["seed", "status", "epochs", "time", "loss"] + errors.heads + ["r² of the code", "dead outputs"]
        ]
        for (row, seed) in summary.seeds.enumerated() {
            section.links.append(RelativeLink.toReport(of: folder.run(seed: seed), from: path))
            guard let run = runs[seed] else {
                let word = missing[seed].map { BatchDigest.word($0.reason) } ?? ""
                section.table.append([String(seed), word] + Array(repeating: "", count: errors.heads.count + 5))
                continue
            }
            if run.run == best { section.strong.insert(row + 1) }
            var cells = [
                String(seed), run.status.rawValue, NumberText.count(run.epochs), NumberText.duration(run.seconds),
                run.loss.map { NumberText.number($0) } ?? "–",
            ]
            cells += errors.cells(run)
            cells += [
                run.code.map { NumberText.fit($0.r2) } ?? "–",
                run.status == .diverged ? "–" : NumberText.count(run.deadOutputs),
            ]
            section.table.append(cells)
        }
        let example = folder.run(seed: summary.seeds.first ?? 1).id
        section.paragraphs = [
            (best == nil ? "" : "The run with the \(SeedText.bestWords(summary.statistics)) is set in bold. ")
                + "A seed is a link where its run has a report of its own: heaviside report \(example) writes one."
        ]
        return section
    }
}
