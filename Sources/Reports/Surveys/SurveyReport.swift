internal import Analysis
public import Descriptions
internal import Diagnostics
internal import Experiments
internal import Foundation
internal import Mustache
internal import Networks
internal import Plots
public import RunStore

/// A survey as one HTML page that needs no network and no script.
public struct SurveyReport: Sendable {
    private let folder: SurveyFolder

    /// The report of a survey.
    public init(_ folder: SurveyFolder) { self.folder = folder }

    /// The page.
    ///
    /// - Throws: what reading the survey's folder throws.
    public func html() throws -> String {
        let summary = try folder.summary()
        let environment = try? folder.environment()
        let survey = Survey.named(summary.survey)
        let page = page(summary)
        let context: [String: Any] = [
            "title": survey?.title ?? summary.survey, "subtitle": "", "hasSpec": false, "spec": "",
            "style": PlotTheme.css + "\n" + RunReport.text(PackageResources.report_css),
            "source": survey.map { "\($0.paper), section \($0.section)" } ?? "",
            "headline": "\(summary.id), \(NumberText.typeset(SurveyText.state(summary)))",
            "sections": page.sections.map { $0.context(page) },
            "environment": environment.map(RunReport.lines) ?? [],
            "version": environment?.heaviside ?? RunEnvironment.version,
        ]
        return try MustacheTemplate(string: RunReport.text(PackageResources.survey_mustache)).render(context)
    }

    /// The page's figures.
    ///
    /// - Throws: what reading the survey's folder throws.
    public func figures() throws -> [ReportFigure] { try page(folder.summary()).sections.flatMap(\.figures) }

    private func page(_ summary: SurveySummary) -> SurveyPage {
        var page = SurveyPage()
        if let ladder = summary.ladder {
            page = LadderArticle(ladder, histories: histories(ladder), runFigures: kinks(ladder)).page
        }
        if let conditioning = summary.conditioning { page.append(ConditioningArticle(conditioning).page) }
        return page
    }

    /// The kinks moving into their gaps, of the first completed run of the last rung that arrived.
    private func kinks(_ ladder: LadderResult) -> [ReportFigure] {
        guard let attempt = ladder.completedRungs.last(where: { $0.role == .arrives })?.completed.first,
            let run = try? folder.runs.find("\(folder.runs.path)/\(attempt.run)"), let result = try? run.result(),
            let snapshots = try? run.snapshots(),
            let figure = RunFigures(result, history: [], snapshots: snapshots).kinks
        else { return [] }
        return [figure]
    }

    /// The history of the first completed run of each rung; a run whose history cannot be read is left out.
    private func histories(_ ladder: LadderResult) -> [String: [HistoryRow]] {
        var found: [String: [HistoryRow]] = [:]
        for rung in ladder.rungs {
            guard let first = rung.completed.first,
                let run = try? folder.runs.find("\(folder.runs.path)/\(first.run)")
            else { continue }
            found[rung.name] = try? run.history()
        }
        return found
    }
}
