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
                    "Condition numbers κ limit the speed of gradient descent. The encoder's inputs are the signals X; the last "
                        + "layer's inputs are the activations A2, which are ramps, and a ramp is a twice integrated hat."
                ], figures: [figures.lengths].compactMap { $0 }),
            SurveyPage.Section(
                heading: "Where a kink should lie in its gap",
                paragraphs: [
                    "One kink in each gap between neighbouring codes makes the last layer solvable. Its place within the gap decides "
                        + "whether the solution is stable."
                ], figures: [figures.fractions].compactMap { $0 }),
            SurveyPage.Section(
                heading: "Kinks at random",
                paragraphs: ["A random start does not put one kink into each gap."],
                figures: [figures.exactLastLayer, figures.coveredGaps].compactMap { $0 }),
        ])
    }
}
