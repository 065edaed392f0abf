internal import Analysis
internal import Descriptions
internal import Diagnostics
internal import Experiments
internal import Foundation

/// A ladder as a short paper: the question, the obstacles, the table, the figures, the answer and its limits.
struct LadderArticle {
    let result: LadderResult
    let figures: LadderFigures

    /// Figures of one run that arrived.
    let runFigures: [ReportFigure]

    init(_ result: LadderResult, histories: [String: [HistoryRow]], runFigures: [ReportFigure]) {
        self.result = result
        self.runFigures = runFigures
        figures = LadderFigures(result, histories: histories)
    }

    var page: SurveyPage {
        let told = [cures, rivals, arrivals, ablations].filter { !$0.terms.isEmpty || !$0.figures.isEmpty }
        return SurveyPage(sections: [question, obstacles] + [table].filter { !$0.table.isEmpty } + told + [answer])
    }

    private var n: Int { result.length }

    private var question: SurveyPage.Section {
        SurveyPage.Section(
            heading: "The question",
            paragraphs: [
                "An autoencoder with one latent number, three layers and ReLUs in its decoder can reproduce all step functions of length "
                    + "\(n), with a code that is linear in the position.\(studyWords) The study asks for “a solution that makes the encoder linear while keeping "
                    + "the training fast”.",
                "Here every method has the same network, the same random starts and the same goal: the largest error at most "
                    + "\(NumberText.percent(result.goal.maxRelativeError)) of the amplitude, the code within "
                    + "\(NumberText.percent(result.goal.codeDeviation)) of a line, r² above \(NumberText.exact(result.goal.codeR2)). Unless --set "
                    + "changed it, every recipe starts from U(−0.05, 0.05), and all but the study's own compute in double precision.",
            ] + [LadderText.unfinished(result)].compactMap(\.self))
    }

    /// What became of the study's own recipe here; empty where none of its runs was completed.
    private var studyWords: String {
        guard let study = completed("study") else { return "" }
        let epochs = NumberText.plural(study.epochsDone, "epoch")
        guard study.successes == 0 else {
            return
                " With the study's own recipe \(LadderText.reached(study)) runs find such a network here, in \(epochs)."
        }
        return
            " The study's own recipe does not find it here: after \(epochs), \(LadderText.reconstructing(study, result.goal)) runs "
            + "reconstruct every step, and \(LadderText.straight(study, result.goal)) have a straight code."
    }

    private var obstacles: SurveyPage.Section {
        var terms: [(term: String, text: String)] = []
        let bent = result.rung(named: "rmsprop")?.completed.compactMap(\.codeR2).min()
        terms.append(
            (
                "Indifference",
                "The loss requires different codes, not equally spaced ones: every injective code, in any order, has an exact decoder."
                    + (bent.map { " RMSProp ends at an r² as low as \(NumberText.fit($0))." } ?? "")
                    + " Linearity needs a term of its own. Codes of neighbouring steps differ by the amplitude times one encoder weight, so the "
                    + "code is linear where these weights are equal: the code term penalises their spread."
            ))
        let dead = completed("code").flatMap { rung in
            rung.finite.isEmpty ? nil : LadderText.range(rung.finite.map(\.deadOutputs))
        }
        terms.append(
            (
                "Dead outputs",
                "A ReLU with a negative preactivation passes no gradient, even where its output should be on."
                    + (dead.map { " With the squared error \($0) outputs are dead at the end." } ?? "")
                    + " The hinge residual, u − x where x > 0 and max(0, u) elsewhere, vanishes for the same networks, is convex in the last layer, "
                    + "and has a gradient at dead outputs, too."
            ))
        let spread = completed("kinks")?.completed.compactMap(\.coveredGaps) ?? []
        let probability = NumberText.number(ConditioningLaw.exactLastLayerProbability(kinks: n))
        terms.append(
            (
                "Kinks",
                "Between two codes without a kink the decoder is affine; n kinks of ascending units, drawn at random over n gaps, allow an exact last layer with "
                    + "probability \(probability) at n = \(n)."
                    + driftWords(spread)
                    + " Kink repair moves unused units into empty gaps and restarts their weights from zero."
            ))
        let size = NumberText.number(ConditioningLaw.activations(length: n))
        terms.append(
            (
                "Conditioning",
                "Even with code and kinks in place the last layer sees ramps, twice integrated hats: with kinks at the codes the condition number "
                    + "κ(A2ᵀA2) is about \(size) at this length, and grows as the fourth power of it."
                    + conditioningWords
            ))
        return SurveyPage.Section(
            heading: "Four obstacles",
            paragraphs: [
                "There are four obstacles, and each has its own remedy."
            ],
            terms: terms)
    }

    /// The rung of that name; nil where none of its runs was completed.
    private func completed(_ name: String) -> LadderResult.Rung? {
        result.completedRungs.first { $0.name == name }
    }

    /// What became of kinks that were spread once; empty where nothing is known.
    private func driftWords(_ covered: [Int]) -> String {
        guard let most = covered.max() else { return "" }
        return most < n
            ? " Spread once over all gaps, kinks drift out of them again: at the end \(LadderText.range(covered)) gaps have one."
            : " Spread once over all gaps, at the end \(LadderText.range(covered)) of them have one."
    }

    /// A method against the conditioning: its rung, what it is, and whether that is several things.
    private typealias Method = (rung: String, words: String, isPlural: Bool)

    /// Which methods failed at the conditioning, and which did not, as far as their runs were completed.
    private var conditioningWords: String {
        let rivals: [Method] = [
            ("kept-adam", "learning rates for each weight", true), ("kept-nesterov", "momentum", false),
            ("kept-muon", "orthogonalised steps", true), ("kept-shampoo", "preconditioners for each side", true),
        ]
        let remedies: [Method] = [
            ("natural", "the Gram matrix of the activations", false),
            ("sobolev", "a change of coordinates from ramps to hats", false),
            ("newton", "the recursion over slopes", false),
        ]
        func sentence(_ methods: [Method], reach: Bool, _ one: String, _ several: String) -> String {
            let chosen = methods.filter { method in
                completed(method.rung).map { ($0.successes > 0) == reach } ?? false
            }
            guard let first = chosen.first, let last = chosen.last else { return "" }
            let list =
                chosen.count == 1
                ? first.words : chosen.dropLast().map(\.words).joined(separator: ", ") + " and " + last.words
            let verb = chosen.count > 1 || first.isPlural ? several : one
            return " \(list.prefix(1).uppercased() + list.dropFirst()) \(verb)."
        }
        let failure = "overcome this in the epochs given here"
        return sentence(rivals, reach: false, "does not \(failure)", "do not \(failure)")
            + sentence(rivals + remedies, reach: true, "overcomes it", "overcome it")
    }

    private var table: SurveyPage.Section {
        let heads = ["", "reconstruct", "straight", "both", "epochs", "time", "error", "code off line", "dead", "gaps"]
        let shown = result.rungs.enumerated().filter { !$0.element.completed.isEmpty }
        let rows = shown.map { index, rung in
            [
                "\(index + 1)  \(rung.title)", LadderText.reconstructing(rung, result.goal),
                LadderText.straight(rung, result.goal), LadderText.reached(rung), NumberText.count(rung.epochsDone),
                NumberText.duration(rung.seconds), LadderText.errors(rung), LadderText.deviations(rung),
                LadderText.range(rung.finite.map(\.deadOutputs)),
                LadderText.range(rung.completed.compactMap(\.coveredGaps)),
            ]
        }
        let seeds = result.seeds ?? result.rungs.map(\.attempts.count).max() ?? 0
        return SurveyPage.Section(
            heading: "The ladder",
            paragraphs: [
                "\(NumberText.plural(seeds, "seed")) for each rung\(LadderText.unfinished(result) == nil ? "" : " were asked for"); n = \(n), amplitude \(NumberText.number(result.amplitude)). "
                    + "A run reconstructs where its largest error is at most \(NumberText.percent(result.goal.maxRelativeError)) of the amplitude; its "
                    + "code is straight where it is within \(NumberText.percent(result.goal.codeDeviation)) of a line; the goal is both. "
                    + "The error is the largest one, divided by the amplitude; the code's distance from a line is divided by its range; “dead” counts outputs, “gaps” "
                    + "the gaps between codes that contain a kink. Two numbers are the least and the largest of the runs; times are medians of the whole "
                    + "training on one core."
            ], table: rows.isEmpty ? [] : [heads] + rows,
            strong: Set(shown.indices.filter { shown[$0].element.role == .arrives }.map { $0 + 1 }),
            figures: [figures.gaps].compactMap { $0 })
    }

    private func remarks(_ roles: Set<Ladder.Rung.Role>) -> [(term: String, text: String)] {
        result.rungs.filter { roles.contains($0.role) && !$0.completed.isEmpty }.map { rung in
            let errors =
                rung.errors.map {
                    "; at the end its largest error is \(LadderText.spread(100 * $0.least, 100 * $0.largest)) % of the amplitude."
                }
                ?? "; it diverges."
            let remark = rung.remark.hasSuffix(".") ? String(rung.remark.dropLast()) : rung.remark
            return (rung.title.prefix(1).uppercased() + rung.title.dropFirst(), remark + errors)
        }
    }

    private var cures: SurveyPage.Section {
        SurveyPage.Section(
            heading: "What ordinary training does", terms: remarks([.plain, .climbs]),
            figures: [figures.errors(id: "ladder-cures", roles: [.plain, .climbs])].compactMap { $0 })
    }

    private var rivals: SurveyPage.Section {
        SurveyPage.Section(
            heading: "Conditioning alone",
            paragraphs: [
                "Here the code is linear and every gap has its kink from the first epoch, and only the last layer is trained: a convex problem "
                    + "with an exact solution. Each learning rate is the best of a few at the ladder's own length and amplitude; the numbers of epochs are "
                    + "those of the table."
            ], terms: remarks([.rival]),
            figures: [figures.errors(id: "ladder-rivals", roles: [.rival])].compactMap { $0 })
    }

    private var arrivals: SurveyPage.Section {
        let heads = ["", "reached", "epochs to the goal", "time to the goal"]
        let arrived = result.rungs.filter { $0.epochsToGoal != nil }
        let rows = arrived.map { rung in
            [
                rung.title, LadderText.reached(rung), rung.epochsToGoal.map { NumberText.number($0) } ?? "–",
                rung.secondsToGoal.map { NumberText.duration($0) } ?? "–",
            ]
        }
        return SurveyPage.Section(
            heading: rows.isEmpty ? "The time that it takes" : "Methods that reach the goal",
            terms: remarks([.arrives]),
            table: rows.isEmpty ? [] : [heads] + rows,
            figures: [figures.errors(id: "ladder-arrivals", roles: [.arrives]), figures.time].compactMap { $0 }
                + runFigures)
    }

    private var ablations: SurveyPage.Section {
        SurveyPage.Section(heading: "Without one of the remedies", terms: remarks([.ablation]))
    }

    private var answer: SurveyPage.Section {
        var paragraphs: [String] = []
        if let newton = result.rung(named: "newton"), let epochs = newton.epochsToGoal,
            let seconds = newton.secondsToGoal
        {
            paragraphs.append(
                "The encoder can be made linear with fast training: \(LadderText.reached(newton)) runs reach the goal, after "
                    + "\(NumberText.number(epochs)) epochs and \(NumberText.duration(seconds)) in the median.")
        }
        if let comparison = LadderText.comparison(result) {
            paragraphs.append(comparison.prefix(1).uppercased() + comparison.dropFirst() + ".")
        }
        let isAnswered = !paragraphs.isEmpty
        paragraphs.append(
            "Limits: an additional loss term straightens the code, and kink repair places units by the codes of the data. Both need a "
                + "scalar code, and steps of one amplitude. A small error is not an exact reconstruction: certify --polish replaces the result "
                + "by the canonical network with the same owners of gaps and the same scale, and proves that network exact."
        )
        return SurveyPage.Section(
            heading: isAnswered ? "The answer, and its limits" : "Limits", paragraphs: paragraphs)
    }
}
