import Analysis
import Foundation
import FoundationXML
import Networks
import RunStore
import TestFixtures
import Testing

@testable import Experiments
@testable import Reports

/// Surveys: a ladder's runs and verdicts, the conditioning, their folders and reports.
@Suite struct SurveyTests {
    private func ladder(in root: RunRoot, stop: StopRequest? = nil) throws -> SurveySummary {
        var ladder = try #require(
            Survey.all.lazy.compactMap { survey -> Ladder? in
                if case .ladder(let ladder) = survey.plan { return ladder }
                return nil
            }.first)
        ladder.seeds = 1...2
        let runs = try ladder.runs(length: 17, epochs: 300, overrides: ["signals.amplitude=2"])
        return try SurveyBatch(in: root, threads: 2).carryOut(
            Survey.linearCodeLadder, ladder, runs: runs, stop: stop)
    }

    private func survey(_ reference: String, in root: RunRoot) throws -> SurveyFolder {
        let found = try root.findAny(reference)
        guard case .survey(let folder) = found else { throw UnexpectedFolder(found: "\(found)") }
        return folder
    }

    private struct UnexpectedFolder: Error { let found: String }

    @Test("A ladder: which rungs reach the goal, and what is kept")
    func carriesOut() throws {
        let folder = try TemporaryFolder()
        let root = RunRoot(folder.path)
        let summary = try ladder(in: root)
        let result = try #require(summary.ladder)
        #expect(summary.status == .finished && result.length == 17 && result.amplitude == 2)
        #expect(result.rungs.map(\.name).count == Set(result.rungs.map(\.name)).count)
        for rung in result.rungs {
            #expect(rung.attempts.map(\.seed) == [1, 2])
            #expect(rung.epochs <= 300)
            // At this length a last layer alone may be solved by a rival too.
            if rung.role != .rival {
                #expect((rung.successes == 2) == (rung.role == .arrives), "\(rung.name): \(rung.attempts)")
            }
            for attempt in rung.attempts {
                #expect((attempt.epochsToGoal != nil) == attempt.reached)
                #expect((attempt.secondsToGoal ?? 0) <= attempt.seconds)
                let run = try root.find("\(summary.folder)/runs/\(attempt.run)").summary()
                #expect(run.seed == attempt.seed && run.epochs == attempt.epochs && attempt.run.hasPrefix(rung.name))
            }
        }
        #expect((result.rung(named: "newton")?.epochsToGoal ?? 99) <= 2)
        // Without the code term: reconstructed, and not straight.
        let free = try #require(result.rung(named: "newton-without-code")).attempts
        #expect(free.allSatisfy { result.goal.isReconstruction(relativeError: $0.maxRelativeError) })
        #expect(free.allSatisfy { !result.goal.isStraight(deviation: $0.codeDeviation, r2: $0.codeR2) })
        #expect(try RunRoot(folder.path).findAny("last") == .survey(SurveyFolderTests.folder(root, summary.id)))
        let kept = try survey("last", in: root)
        #expect(try kept.summary() == summary)
        #expect(throws: RunError.self) { try root.find("last") }
        try check(SurveyReport(kept).html(), figures: 6)
        let text = LadderText.summary(result).joined(separator: "\n")
        #expect(text.contains("slope Newton + kink repair") && text.contains("2 of 2"))
        #expect(text.contains("times fewer epochs"))
        // "More than" is said of what is less, never of what rounding has made more.
        #expect(
            LadderText.rounded(557_600, down: true) == "550,000"
                && LadderText.rounded(557_600, down: false) == "560,000")
        #expect(LadderText.rounded(1, down: true) == "1" && LadderText.rounded(12, down: true) == "12")
        #expect(LadderText.rounded(5.78, down: true) == "5.7" && LadderText.rounded(5.78, down: false) == "5.8")
        #expect(
            LadderText.rounded(0.578, down: true) == "0.57" && LadderText.rounded(1e14, down: true).hasPrefix("100,"))
    }

    @Test("A survey that was stopped says so, and keeps what was done")
    func stops() throws {
        let folder = try TemporaryFolder()
        let stop = StopRequest()
        stop.stop()
        let summary = try ladder(in: RunRoot(folder.path), stop: stop)
        #expect(summary.status == .interrupted)
        #expect((summary.ladder?.rungs.reduce(0) { $0 + $1.attempts.count } ?? 99) <= 1)
        let kept = try survey("last", in: RunRoot(folder.path))
        let counts = "0 of 32 runs ended, 1 stopped on the way, 31 not begun"
        #expect(
            try Notes.unfinished(kept)
                == "This survey has not finished: \(counts). To go on: heaviside resume \(kept.path)")
        #expect(try Notes.resumed(kept)?.contains("0 of 32 runs ended and kept, 1 to go on, 31 to begin.") == true)
        // Nothing was completed, so that nothing is drawn or concluded.
        let html = try SurveyReport(kept).html()
        try check(html, figures: 0)
        for words in ["diverge", "0 of 0", "overcome", "reach the goal", "drift", "The ladder", "The answer"] {
            #expect(!html.contains(words), "\(words)")
        }
        #expect(html.contains("0 of 32 runs were completed, from 0 of 16 recipes; 1 was stopped on the way."))
        let lines = try #require(summary.ladder.map { LadderText.summary($0) })
        #expect(lines.count == 2 && lines[0].hasSuffix("Nothing is said of the other recipes."))
    }

    @Test("A ladder that was stopped half-way speaks of what was completed, and of nothing else")
    func halfWay() throws {
        let folder = try TemporaryFolder()
        let root = RunRoot(folder.path)
        var result = try #require(try ladder(in: root).ladder)
        let whole = LadderArticle(result, histories: [:], runFigures: [])
        #expect(LadderText.unfinished(result) == nil && whole.page.sections.count == 8)
        #expect(LadderText.summary(result).filter { $0.contains(" of 2 ") }.count == 16)
        // The first recipe completed, of the second one run of two, of the third both stopped, nothing of the others.
        for k in result.rungs.indices.dropFirst(3) { result.rungs[k].attempts = [] }
        result.rungs[1].attempts[1].status = .interrupted
        result.rungs[1].attempts[1].reached = true
        for k in 0..<2 { result.rungs[2].attempts[k].status = .interrupted }
        #expect(result.completedRungs.map(\.name) == ["study", "rmsprop"])
        #expect(result.rungs[1].successes == 0 && LadderText.reached(result.rungs[1]) == "0 of 1")
        let lines = LadderText.summary(result)
        #expect(lines.count == 6, "heads, two recipes, a blank, what is unfinished, the goal")
        #expect(
            lines[4] == "3 of 32 runs were completed, from 2 of 16 recipes; 3 were stopped on the way."
                + " Nothing is said of the other recipes.")
        let page = LadderArticle(result, histories: [:], runFigures: []).page
        #expect(
            page.sections.map(\.heading)
                == ["The question", "Four obstacles", "The ladder", "What ordinary training does", "Limits"])
        #expect(page.sections[2].table.count == 3 && page.sections[3].terms.count == 2)
        // With their histories there is a figure of the time, under no heading that says that somebody got there.
        let rows = RunSamples.rows([(0, 1, 1, 0.5), (10, 0.9, 1, 0.5), (300, 0.8, 1, 0.4)])
        let drawn = LadderArticle(result, histories: ["study": rows], runFigures: []).page.sections
        #expect(drawn.contains { $0.heading == "The time that it takes" && !$0.figures.isEmpty })
        #expect(!drawn.contains { $0.heading == "Methods that reach the goal" })
        let words = page.sections.flatMap { $0.paragraphs + $0.terms.map(\.text) }.joined(separator: "\n")
        for claim in ["drift", "dead at the end", "overcome", "The encoder can be made linear", " – ", "0 of 0"] {
            #expect(!words.contains(claim), "\(claim)")
        }
        // What the study's recipe comes to is what it came to here; without it, nothing is said of it.
        let question = try #require(page.sections.first?.paragraphs.first)
        #expect(question.contains("does not find it here: after 300 epochs, 0 of 2 runs reconstruct every step"))
        #expect(!question.contains("557,600"))
        var solved = result
        for k in solved.rungs[0].attempts.indices { solved.rungs[0].attempts[k].reached = true }
        let found = LadderArticle(solved, histories: [:], runFigures: []).page.sections.first?.paragraphs.first
        #expect(
            found?.contains("With the study's own recipe 2 of 2 runs find such a network here, in 300 epochs.") == true)
        solved.rungs[0].attempts = []
        let unsaid = LadderArticle(solved, histories: [:], runFigures: []).page.sections.first?.paragraphs.first
        #expect(unsaid?.contains("own recipe") == false)
        // The whole ladder does conclude.
        let all = whole.page.sections.flatMap { $0.paragraphs + $0.terms.map(\.text) }.joined(separator: "\n")
        for claim in ["dead at the end", "overcome it", "The encoder can be made linear"] {
            #expect(all.contains(claim), "\(claim)")
        }
    }

    @Test("What failed at the conditioning, and what did not, follows from the runs")
    func conditioningWords() throws {
        let folder = try TemporaryFolder()
        var result = try #require(try ladder(in: RunRoot(folder.path)).ladder)
        func words() -> String {
            LadderArticle(result, histories: [:], runFigures: []).page.sections[1].terms.last?.text ?? ""
        }
        func set(_ name: String, _ reached: Bool) throws {
            let k = try #require(result.rungs.firstIndex { $0.name == name })
            for a in result.rungs[k].attempts.indices { result.rungs[k].attempts[a].reached = reached }
        }
        for name in ["kept-adam", "kept-nesterov", "kept-muon", "kept-shampoo"] { try set(name, false) }
        for name in ["natural", "sobolev", "newton"] { try set(name, true) }
        #expect(
            words().contains(
                " Learning rates for each weight, momentum, orthogonalised steps and preconditioners for each side do not "
                    + "overcome this in the epochs given here. The Gram matrix of the activations, a change of coordinates from "
                    + "ramps to hats and the recursion over slopes overcome it."))
        for name in ["kept-adam", "kept-muon", "kept-shampoo", "natural", "sobolev"] {
            result.rungs.removeAll { $0.name == name }
        }
        #expect(
            words().contains(
                " Momentum does not overcome this in the epochs given here. The recursion over slopes overcomes it."))
        try set("kept-nesterov", true)
        #expect(words().contains("Momentum and the recursion over slopes overcome it."))
    }

    @Test("Rungs keep their names")
    func override() throws {
        guard case .ladder(let ladder) = Survey.linearCodeLadder.plan else {
            Issue.record("no ladder")
            return
        }
        #expect(throws: SpecError.self) { try ladder.runs(length: 9, overrides: ["name=x"]) }
    }

    @Test("The conditioning is computed, kept and reported")
    func conditioning() throws {
        let folder = try TemporaryFolder()
        var study = ConditioningStudy()
        study.lengths = [8, 16]
        study.fractionLength = 9
        study.kinkCounts = [4, 8]
        study.kinkDraws = 200
        study.networkLengths = [9]
        study.networkDraws = 3
        let root = RunRoot(folder.path)
        let summary = try SurveyBatch(in: root, threads: 1).carryOut(Survey.conditioning, study)
        #expect(summary.conditioning?.lengths.map(\.length) == [8, 16])
        let kept = try survey(summary.id, in: root)
        #expect(try kept.summary() == summary)
        try check(SurveyReport(kept).html(), figures: 4)
        let stop = StopRequest()
        stop.stop()
        let stopped = try SurveyBatch(in: root, threads: 1).carryOut(Survey.conditioning, study, stop: stop)
        let part = try survey(stopped.id, in: root)
        try check(SurveyReport(part).html(), figures: 0)
        #expect(NextStep.after(stopped, in: root).hasPrefix("Next: heaviside resume "))
        #expect(NextStep.after(summary, in: root).hasPrefix("Next: heaviside report "))
        #expect(try Notes.unfinished(kept) == nil && Notes.resumed(kept) == nil)
        #expect(try Notes.unfinished(part)?.hasSuffix("the same settings: heaviside resume \(part.path)") == true)
        #expect(try Notes.resumed(part)?.contains("starts again, with the same settings") == true)
    }

    private func check(_ html: String, figures: Int) throws {
        for forbidden in ["<script", "https://", "src=", "href=", "@import", "url(", "NaN", ">nan<", "inf "] {
            #expect(!html.contains(forbidden), "\(forbidden)")
        }
        #expect(html.components(separatedBy: "<figure").count - 1 == figures)
        #expect(html.contains("</html>"))
        for part in html.components(separatedBy: "<svg").dropFirst() {
            let svg = "<svg" + part.components(separatedBy: "</svg>")[0] + "</svg>"
            #expect(XMLParser(data: Data(svg.utf8)).parse())
        }
    }

    @Test("A goal is reached by all three figures, and stays reached")
    func goal() {
        let goal = Goal()
        #expect(goal.isReached(relativeError: 1e-3, deviation: 0.01, r2: 0.99991))
        #expect(!goal.isReached(relativeError: 1.1e-3, deviation: 0.01, r2: 0.99991))
        #expect(!goal.isReached(relativeError: 1e-3, deviation: 0.011, r2: 0.99991))
        #expect(!goal.isReached(relativeError: 1e-3, deviation: 0.01, r2: 0.9999))
        #expect(!goal.isReached(relativeError: .nan, deviation: 0, r2: 1))
        #expect(!goal.isReached(relativeError: 0, deviation: nil, r2: 1))
        func row(_ epoch: Int, _ error: Double) -> HistoryRow {
            HistoryRow(
                epoch: epoch, loss: 0, learningRate: 1, maxAbsoluteError: error, codeR2: 1, codeDeviation: 0)
        }
        let history = [row(0, 5), row(1, 0.004), row(2, 0.02), row(5, 0.001), row(9, 0.0049)]
        #expect(goal.epochReached(history, amplitude: 5) == 5)
        #expect(goal.epochReached(history + [row(10, 1)], amplitude: 5) == nil)
        #expect(goal.epochReached([], amplitude: 5) == nil)
    }

    @Test("Names are unique, and no experiment has one")
    func names() {
        let names = Survey.all.map(\.name) + Experiment.all.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(Survey.named("linear-code-ladder") != nil && Survey.named("linear-code") == nil)
    }

    private enum SurveyFolderTests {
        static func folder(_ root: RunRoot, _ id: String) throws -> SurveyFolder {
            guard case .survey(let folder) = try root.findAny(id) else { throw CancellationError() }
            return folder
        }
    }
}
