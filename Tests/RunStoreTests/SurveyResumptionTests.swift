import Analysis
import Exact
import Exchange
import Foundation
import Networks
import TestFixtures
import Testing

@testable import Experiments
@testable import RunStore

/// Surveys that were stopped or killed go on, to the results of one that was not.
@Suite struct SurveyResumptionTests {
    private let temporary: TemporaryFolder

    init() throws { temporary = try TemporaryFolder() }

    /// Three recipes that share a task, each with two seeds.
    private var ladder: Ladder {
        var ladder = Ladder(rungs: [], seeds: 3...4, goal: Goal(maxRelativeError: 0.5))
        ladder.rungs = [("a", 1e-2), ("b", 1e-3), ("c", 3e-3)].map { name, rate in
            var spec = Experiment.linearCodeSpec(name: name, length: 7)
            spec.epochs = 60
            spec.training.optimizer = .adam(learningRate: rate)
            spec.record = Spec.Record(epochs: .every(1), snapshots: false)
            return Ladder.Rung("recipe \(name)", .climbs, remark: "at \(rate)", spec: spec)
        }
        return ladder
    }

    private func folder(_ root: RunRoot) throws -> SurveyFolder {
        guard case .survey(let folder) = try root.findAny("last") else { throw NotASurvey() }
        return folder
    }

    private struct NotASurvey: Error {}

    private func batch(_ root: RunRoot, recorders: @escaping RunBatch.Recorders = { [$1] }) -> SurveyBatch {
        SurveyBatch(in: root, threads: 1, recorders: recorders)
    }

    private func whole() throws -> (summary: SurveySummary, folder: SurveyFolder) {
        let root = RunRoot(temporary.path("whole"))
        let summary = try batch(root).carryOut(Survey.linearCodeLadder, ladder, runs: ladder.runs())
        return (summary, try folder(root))
    }

    /// A survey that is stopped at epoch 20 of the third of its six runs.
    private func stopped() throws -> SurveyFolder {
        let root = RunRoot(temporary.path("part"))
        let stop = StopRequest()
        let recorders: RunBatch.Recorders = { folder, recorder in
            let listener = RunListener { event in
                if folder.id == "b-1", case .row(let row) = event, row.epoch == 20 { stop.stop() }
            }
            return [recorder, listener]
        }
        let summary = try batch(root, recorders: recorders).carryOut(
            Survey.linearCodeLadder, ladder, runs: ladder.runs(), stop: stop)
        #expect(summary.status == .interrupted)
        return try folder(root)
    }

    /// The same, killed: without what is written at the end.
    private func killed() throws -> SurveyFolder {
        let folder = try stopped()
        for file in [
            folder.file("survey.json"), folder.file("runs/b-1/summary.json"), folder.file("runs/b-1/model.safetensors"),
        ] {
            try FileManager.default.removeItem(atPath: file)
        }
        return folder
    }

    /// Everything but times and places.
    private func timeless(_ summary: SurveySummary) -> SurveySummary {
        var summary = summary
        (summary.folder, summary.seconds) = ("", 0)
        for k in summary.ladder?.rungs.indices ?? 0..<0 {
            for j in summary.ladder?.rungs[k].attempts.indices ?? 0..<0 {
                summary.ladder?.rungs[k].attempts[j].seconds = 0
            }
        }
        return summary
    }

    private let ids = ["a-1", "a-2", "b-1", "b-2", "c-1", "c-2"]

    private func expectSame(_ one: SurveyFolder, _ other: SurveyFolder) throws {
        for id in ids {
            let (left, right) = (
                try one.runs.find("\(one.runs.path)/\(id)"), try other.runs.find("\(other.runs.path)/\(id)")
            )
            #expect(try left.summary().weightsSHA256 == right.summary().weightsSHA256, "\(id)")
            #expect(try left.summary().seed == right.summary().seed && left.history() == right.history(), "\(id)")
            #expect(try left.losses()?.losses == right.losses()?.losses, "\(id)")
        }
    }

    @Test("A ladder that was killed goes on where it was, to the results of one that was not")
    func goesOn() throws {
        let (whole, reference) = try whole()
        let folder = try killed()
        let kept = try AtomicFile.read(folder.file("runs/a-2/summary.json"))
        let state = try #require(try folder.state())
        #expect(state.runs == 6 && state.ended == 2 && state.begun == 1 && !state.isInOneGo)
        let part = try folder.summary()
        #expect(part.status == .interrupted && part.ladder?.rungs.map { $0.attempts.count } == [2, 0, 0])
        #expect(part.ladder?.seeds == 2 && part.survey == "linear-code-ladder" && part.seconds > 0)
        try SurveyBatch.checkCompletable(folder)
        let log = RecorderTests.Log()
        let finished = try batch(folder.root) { folder, recorder in
            [
                recorder,
                RunListener { event in if case .started(_, let epoch) = event { log.add("\(folder.id) \(epoch)") }
                },
            ]
        }.complete(folder)
        let begun = log.lines
        #expect(begun.count == 4 && begun[0].hasPrefix("b-1 ") && begun[0] != "b-1 0")
        #expect(Array(begun.dropFirst()) == ["b-2 0", "c-1 0", "c-2 0"])
        #expect(timeless(finished) == timeless(whole) && finished.status == .finished)
        #expect(try folder.summary() == finished && folder.state() == nil)
        #expect(try AtomicFile.read(folder.file("runs/a-2/summary.json")) == kept)
        try expectSame(folder, reference)
        let error = #expect(throws: RunError.self) { try batch(folder.root).complete(folder) }
        #expect(error?.problem == "nothing is left to do: the survey has finished")
    }

    @Test("A survey that was stopped shows what its runs have become since, and is completed")
    func stoppedAndResumed() throws {
        let (whole, reference) = try whole()
        let folder = try stopped()
        let part = try folder.summary()
        #expect(part.ladder?.rungs[1].attempts.map { $0.status } == [.interrupted])
        let run = try folder.runs.find("\(folder.runs.path)/b-1")
        #expect(run.survey?.path == URL(fileURLWithPath: folder.path).standardizedFileURL.path)
        _ = try RunBatch.resume(Resumption(run))
        #expect(try folder.summary().ladder?.rungs[1].attempts.map { $0.status } == [.finished])
        #expect(try folder.summary().status == .interrupted && folder.summary().seconds == part.seconds)
        let finished = try batch(folder.root).complete(folder)
        #expect(timeless(finished) == timeless(whole) && finished.seconds > part.seconds)
        try expectSame(folder, reference)
    }

    @Test("A survey that was killed before its results were written has only these to write")
    func killedAtTheEnd() throws {
        let (whole, folder) = try whole()
        try FileManager.default.removeItem(atPath: folder.file("survey.json"))
        #expect(try folder.state()?.ended == 6 && folder.summary().status == .finished)
        #expect(timeless(try batch(folder.root).complete(folder)) == timeless(whole))
        #expect(try folder.state() == nil)
    }

    @Test("No two processes carry out one survey, or a run of it")
    func lock() throws {
        let folder = try stopped()
        let run = try folder.runs.find("\(folder.runs.path)/b-1")
        #expect(!folder.isBeingCarriedOut)
        #expect(try folder.summary().status == .interrupted)
        do {
            let lock = try #require(ContainerLock(folder.path, .exclusive))
            defer { withExtendedLifetime(lock) {} }
            #expect(folder.isBeingCarriedOut)
            #expect(try folder.summary().status == .running)
            for work in [
                { _ = try batch(folder.root).complete(folder) }, { _ = try RunBatch.resume(Resumption(run)) },
            ] {
                let error = #expect(throws: RunError.self) { try work() }
                #expect(error?.problem.contains("another process is carrying out this survey") == true)
            }
        }
        #expect(try batch(folder.root).complete(folder).status == .finished)
        // One that has finished stays so, whoever holds the lock; no record says that it is running.
        let lock = try #require(ContainerLock(folder.path, .exclusive))
        #expect(try folder.summary().status == .finished)
        withExtendedLifetime(lock) {}
        let path = folder.file("survey.json")
        let text = String(decoding: try AtomicFile.read(path), as: UTF8.self)
        for word in ["running", "diverged"] {
            try AtomicFile.write(
                Array(
                    text.replacing(
                        "\"status\" : \"finished\",\n  \"survey", with: "\"status\" : \"\(word)\",\n  \"survey"
                    ).utf8),
                to: path)
            let error = #expect(throws: RunError.self) { try folder.summary() }
            #expect(error?.problem == "expected finished or interrupted")
        }
    }

    @Test("A plan is read back as it was: every setting of a ladder and of a study")
    func plans() throws {
        let root = RunRoot(temporary.path)
        guard case .ladder(var ladder) = Survey.linearCodeLadder.plan else { throw NotASurvey() }
        ladder.seeds = 7...9
        let runs = try ladder.runs(length: 17, epochs: 300, path: .auto, overrides: ["signals.amplitude=0.3"])
        for k in runs.indices { ladder.rungs[k].spec = runs[k][0].spec }
        var study = ConditioningStudy()
        (study.lengths, study.fractions, study.seed) = ([5, 6], [0, Rational(-3) / 7, Rational(1) / 3], .max)
        study.networkRanges = [-0.1...0.30000000000000004]
        for plan in [Survey.Plan.ladder(ladder), .conditioning(study)] {
            let folder = try root.createSurvey("s") { try $0.begin("s", plan) }
            if case .conditioning = plan {
                let error = #expect(throws: RunError.self) { try folder.plan() }
                #expect(error?.problem.contains("conditioning.fractions: -3/7: expected at least 0") == true)
                study.fractions.remove(at: 1)
                try folder.begin("s", .conditioning(study))
                #expect(try folder.plan().plan == .conditioning(study))
            } else {
                #expect(try folder.plan().plan == plan && folder.plan().survey == "s")
                #expect(try folder.runs(of: ladder).joined().map { $0.spec } == runs.joined().map { $0.spec })
            }
        }
    }

    @Test(
        "A damaged plan is refused by name",
        arguments: [
            ("\"lastSeed\" : 4", "\"lastSeed\" : 2", "lastSeed 2: expected 1 to 10,000 seeds"),
            ("\"lastSeed\" : 4", "\"lastSeed\" : 18446744073709551615", "expected 1 to 10,000 seeds"),
            ("\"name\" : \"b\"", "\"name\" : \"../b\"", "expected the name of a spec"),
            ("\"name\" : \"b\"", "\"name\" : \"a\"", "each name once"),
            ("\"role\" : \"climbs\"", "\"role\" : \"falls\"", "expected one of"),
            ("\"ladder\"", "\"leader\"", "expected ladder or conditioning"),
            ("{", "[", "not JSON"),
        ])
    func damagedPlans(text: String, replacement: String, problem: String) throws {
        let folder = try RunRoot(temporary.path).createSurvey("s") { try $0.begin("s", .ladder(ladder)) }
        let path = folder.file(SurveyFolder.planName)
        let json = String(decoding: try AtomicFile.read(path), as: UTF8.self)
        try AtomicFile.write(Array(json.replacingOccurrences(of: text, with: replacement).utf8), to: path)
        for read in [
            { _ = try folder.plan() }, { _ = try folder.summary() }, { try SurveyBatch.checkCompletable(folder) },
        ] {
            let error = #expect(throws: RunError.self) { try read() }
            let sentence = "\(error?.place ?? ""): \(error?.problem ?? "")"
            #expect(sentence.contains(problem), "\(sentence)")
            #expect(error?.place.hasPrefix(path) == true)
        }
    }

    @Test("A run of another seed, another spec of a rung and a survey without a plan are refused")
    func foreign() throws {
        let folder = try stopped()
        let path = folder.file("runs/a-1/summary.json")
        try AtomicFile.write(AtomicFile.read(folder.file("runs/a-2/summary.json")), to: path)
        let error = #expect(throws: RunError.self) { try batch(folder.root).complete(folder) }
        #expect(error?.problem == "its summary is of seed 4, not 3")
        try AtomicFile.write(AtomicFile.read(folder.specPath("b")), to: folder.specPath("a"))
        #expect(throws: RunError.self) { try folder.plan() }
        try FileManager.default.removeItem(atPath: folder.file(SurveyFolder.planName))
        let old = #expect(throws: RunError.self) { try SurveyBatch.checkCompletable(folder) }
        #expect(old?.problem.contains("surveys of older versions cannot go on") == true)
        #expect(try folder.summary().status == .interrupted && folder.state() == nil && !folder.isBeingCarriedOut)
    }

    @Test("The conditioning starts again, with the same settings")
    func conditioning() throws {
        var study = ConditioningStudy()
        (study.lengths, study.fractionLength, study.fractions) = ([8], 9, [Rational(1) / 3])
        (study.kinkCounts, study.kinkDraws, study.networkLengths, study.networkDraws) = ([4], 50, [9], 3)
        study.seed = 77
        let root = RunRoot(temporary.path)
        let whole = try batch(root).carryOut(Survey.conditioning, study)
        let stop = StopRequest()
        stop.stop()
        let part = try batch(root).carryOut(Survey.conditioning, study, stop: stop)
        #expect(part.status == .interrupted && part.conditioning == nil)
        let folder = try folder(root)
        #expect(try folder.summary() == part && folder.state() == SurveyState(isInOneGo: true))
        try FileManager.default.removeItem(atPath: folder.file("survey.json"))
        #expect(try folder.summary().status == .interrupted)
        let again = try batch(root).complete(folder)
        #expect(again.status == .finished && again.conditioning == whole.conditioning && again.conditioning?.seed == 77)
        #expect(throws: RunError.self) { try SurveyBatch.checkCompletable(folder) }
    }
}
