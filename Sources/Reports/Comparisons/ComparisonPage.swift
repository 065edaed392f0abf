internal import Diagnostics
internal import Experiments
internal import Mustache
internal import Plots
internal import RunStore

/// What the pages of compared runs and of compared batches have in common.
enum ComparisonPage {
    /// The page of some sections.
    static func html(
        _ title: String, headline: String, _ page: SurveyPage, _ environments: [[String: String]]
    ) throws -> String {
        let context: [String: Any] = [
            "title": title, "subtitle": "", "source": "",
            "style": PlotTheme.css + "\n" + RunReport.text(PackageResources.report_css),
            "headline": NumberText.typeset(headline), "sections": page.sections.map { $0.context(page) },
            "hasSpec": false, "spec": "", "environment": environments, "version": RunEnvironment.version,
        ]
        return try MustacheTemplate(string: RunReport.text(PackageResources.survey_mustache)).render(context)
    }

    /// The section on the specs: a row for each value in which they differ, or a sentence.
    static func specs(
        _ variations: [Spec.Variation], _ letters: [String], whereEqual sentence: String
    ) -> SurveyPage.Section {
        var section = SurveyPage.Section(heading: "What differs in the specs")
        if variations.isEmpty {
            section.paragraphs = [sentence]
        } else {
            section.table =
                [["key"] + letters]
                + variations.map {
                    [$0.key] + $0.values.map { $0.map(NumberText.printed)?.printable ?? ComparedMeasure.absent }
                }
        }
        return section
    }

    /// The machine and the software of one run or batch, and what else is to be said of it.
    static func environment(_ letter: String, _ environment: RunEnvironment?, _ more: String...) -> [String: String] {
        let known = environment.map { environment in
            [
                "started \(environment.started)", environment.host.map { "on \($0)" }, environment.processor,
                environment.blas, "Heaviside \(environment.heaviside)",
            ].compactMap(\.self)
        }
        let parts = (known ?? ["the record of the machine cannot be read"]) + more
        return ["name": letter, "text": parts.joined(separator: " · ").printable]
    }
}
