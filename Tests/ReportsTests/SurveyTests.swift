import Analysis
import Foundation
import FoundationXML
import Networks
import Reports
import RunStore
import TestFixtures
import Testing

@testable import Experiments

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
        // Of what was done: the gaps.
        let html = try SurveyReport(kept).html()
        try check(html, figures: 1)
        #expect(!html.contains("diverge"))
        let lines = try #require(summary.ladder.map(LadderText.summary))
        #expect(lines.count { $0.contains("not run") } >= 15 && !lines.contains { $0.contains("diverged") })
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
        #expect(throws: CancellationError.self) {
            try SurveyBatch(in: root, threads: 1).carryOut(Survey.conditioning, study, stop: stop)
        }
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
