internal import Analysis

/// A study of the conditioning as the sections of a page.
struct ConditioningArticle {
    let result: ConditioningResult

    init(_ result: ConditioningResult) { self.result = result }

    var page: SurveyPage {
        let figures = ConditioningFigures(result)
        return SurveyPage(sections: [
            SurveyPage.Section(
                heading: "Condition numbers",
                paragraphs: [
                    "The speed of gradient descent is set by the condition numbers of what it sees. The encoder sees the signals, X; "
                        + "the last layer sees the activations A2 of ramps, and a ramp is a twice integrated hat."
                ], figures: [figures.lengths].compactMap { $0 }),
            SurveyPage.Section(
                heading: "Where a kink should lie",
                paragraphs: [
                    "One kink in each gap between neighbouring codes makes the last layer solvable. Where in its gap the kink lies decides "
                        + "whether the solution is of any use."
                ], figures: [figures.fractions].compactMap { $0 }),
            SurveyPage.Section(
                heading: "Kinks at random",
                paragraphs: ["A random start does not put one kink into each gap."],
                figures: [figures.exactLastLayer, figures.coveredGaps].compactMap { $0 }),
        ])
    }
}
