public import Descriptions
internal import Diagnostics
internal import Experiments
internal import Plots
public import RunStore

/// A comparison of runs as one HTML page that needs no network and no script.
public struct ComparisonReport: Sendable {
    private let comparison: RunComparison

    /// The page of a comparison.
    public init(_ comparison: RunComparison) { self.comparison = comparison }

    /// The page, with links to the reports of the runs that are right in a file at `path`, and what is wrong with the
    /// runs' records of every loss, a sentence each.
    ///
    /// - Throws: what reading the runs' folders throws.
    public func html(at path: String) throws -> (page: String, notes: [String]) {
        let measures = ComparedMeasure.all(of: comparison)
        let words = ComparisonWords(comparison, measures)
        let drawings = try ComparisonFigures(comparison)
        let page = SurveyPage(sections: [
            legend(from: path), spec, reached(measures, words), together(drawings),
        ])
        let html = try ComparisonPage.html(
            "\(comparison.runs.count) runs compared", headline: words.conclusion, page, environments())
        return (html, drawings.curves.compactMap(\.damage))
    }

    /// The page's figures, and what is wrong with the runs' records of every loss, a sentence each.
    ///
    /// - Throws: what reading the runs' losses throws.
    public func figures() throws -> (figures: [ReportFigure], notes: [String]) {
        let drawings = try ComparisonFigures(comparison)
        return (drawings.all, drawings.curves.compactMap(\.damage))
    }

    private func legend(from path: String) -> SurveyPage.Section {
        var section = SurveyPage.Section(heading: "The runs")
        section.table = [["", "run", "how it ended"]]
        for (index, run) in comparison.runs.enumerated() {
            section.links.append(RelativeLink.toReport(of: run.folder, from: path))
            section.table.append([
                RunLetters.letter(index), run.summary.run.printable, ComparisonWords.ending(run),
            ])
        }
        if section.links.contains(where: { $0 != nil }) {
            section.paragraphs = ["A letter is a link where its run has a report of its own."]
        }
        return section
    }

    private var spec: SurveyPage.Section {
        ComparisonPage.specs(
            comparison.variations, letters, whereEqual: "Nothing: the specs are equal, key for key.")
    }

    private func reached(_ measures: [ComparedMeasure], _ words: ComparisonWords) -> SurveyPage.Section {
        var section = SurveyPage.Section(heading: "What the runs reached")
        section.paragraphs = [words.conclusion, words.marking("set in bold")].filter { !$0.isEmpty }
        section.table =
            [[""] + letters]
            + ComparisonText.rows(comparison, measures).map { row in [row.name] + row.cells }
        // The first rows are the heads and the status.
        for (row, measure) in measures.enumerated() {
            for run in measure.best { section.strongCells.insert([row + 2, run + 1]) }
        }
        return section
    }

    private func together(_ drawings: ComparisonFigures) -> SurveyPage.Section {
        var section = SurveyPage.Section(heading: "The runs together", figures: drawings.all)
        if section.figures.isEmpty {
            section.paragraphs = ["The runs have no loss, code or error that can be drawn together."]
        } else if drawings.groups.isEmpty {
            section.paragraphs = [
                "The runs have different kinds of data, so that only their losses can be drawn together."
            ]
        }
        return section
    }

    private var letters: [String] { comparison.runs.indices.map(RunLetters.letter) }

    /// The machine and the software of each run.
    private func environments() -> [[String: String]] {
        comparison.runs.enumerated().map { index, run in
            ComparisonPage.environment(
                RunLetters.letter(index), try? run.folder.environment(),
                "SHA-256 of the weights \(run.summary.weightsSHA256)")
        }
    }
}
