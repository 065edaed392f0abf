internal import Analysis
internal import Diagnostics
internal import Exact
internal import Exchange
public import Experiments
import Foundation

// What a survey is to compute: written before its first run, so that whoever finds the folder can go on.

extension SurveyFolder {
    static let planName = "survey-plan.json"
    /// The largest plan that is read, in bytes.
    private static let largestPlan = 1 << 22
    /// How many runs a ladder has at most.
    private static let mostRuns = 100_000

    /// Writes the plan: every setting, and for a ladder the complete spec of each rung in `specs/`.
    func begin(_ survey: String, _ plan: Survey.Plan) throws {
        try write(RunEnvironment.current(), to: Self.environmentName)
        var record = SurveyRecord(survey: survey)
        switch plan {
        case .ladder(let ladder):
            try Folder.make(file("specs"))
            for rung in ladder.rungs { try AtomicFile.write(Array(rung.spec.yaml.utf8), to: specPath(rung.spec.name)) }
            record.ladder = try SurveyRecord.LadderPlan(ladder) { try PlannedSpec.sha256(specPath($0)) }
        case .conditioning(let study): record.conditioning = SurveyRecord.Study(study)
        }
        // Last: what has this file can go on.
        try write(record, to: Self.planName)
    }

    /// Whether the folder says what the survey is to compute; surveys of older versions do not.
    public var hasPlan: Bool { FileManager.default.fileExists(atPath: file(Self.planName)) }

    func specPath(_ rung: String) -> String { file("specs/\(rung).yaml") }

    /// The survey's name, and what it is to compute.
    ///
    /// - Throws: ``RunError`` for a plan that is not one, and for a spec that was changed since,
    ///   `SpecError` for a rung's spec that is not one, `ExchangeError` where a file cannot be read.
    public func plan() throws -> (survey: String, plan: Survey.Plan) {
        let record: SurveyRecord = try JSONRecord.read(
            file(Self.planName), kind: "a survey's plan", limit: Self.largestPlan)
        func failure(_ problem: String) -> RunError { RunError(place: file(Self.planName), problem: problem) }
        if let ladder = record.ladder {
            let seeds = try ladder.seeds(failure)
            guard ladder.rungs.count <= Self.mostRuns / seeds.count else {
                throw failure(
                    "ladder: \(ladder.rungs.count) rungs with \(seeds.count) seeds: expected at most \(Self.mostRuns) runs"
                )
            }
            guard !ladder.rungs.isEmpty, Set(ladder.rungs.map(\.name)).count == ladder.rungs.count else {
                throw failure("ladder.rungs: expected one or more, each name once")
            }
            let rungs = try ladder.rungs.map { rung in
                guard !rung.name.contains("/"), !rung.name.hasPrefix(".") else {
                    throw failure("a rung is called \"\(rung.name.shortened())\": expected the name of a spec")
                }
                let path = specPath(rung.name)
                try PlannedSpec.check(path, is: rung.specSHA256, of: "survey")
                let spec = try Spec(yaml: String(decoding: AtomicFile.read(path), as: UTF8.self), source: path)
                guard spec.name == rung.name else {
                    throw RunError(
                        place: path,
                        problem: "name: \(spec.name): expected \(rung.name), as the plan says")
                }
                return Ladder.Rung(rung.title, rung.role, remark: rung.remark, spec: spec)
            }
            return (record.survey, .ladder(Ladder(rungs: rungs, seeds: seeds, goal: ladder.goal)))
        }
        guard let study = try record.conditioning?.study(failure) else {
            throw failure("expected ladder or conditioning: what is to be computed")
        }
        do {
            try study.validate()
        } catch {
            throw failure("conditioning.\(error)")
        }
        return (record.survey, .conditioning(study))
    }

    /// The runs of each rung of a ladder, one for each seed.
    func runs(of ladder: Ladder) throws -> [[ExperimentRun]] {
        try ladder.rungs.map { rung in
            let run = try ExperimentRun(
                rung.spec, source: specPath(rung.spec.name), searchFolders: [path])
            return ladder.seeds.map { run.seeded($0) }
        }
    }

    /// The folder of a run of a ladder, which need not have begun: the rung's name with the number of the seed among
    /// the seeds, from 1.
    func folder(of run: ExperimentRun, in ladder: Ladder) -> RunFolder {
        RunFolder(root: runs, id: "\(run.spec.name)-\(run.spec.seed - ladder.seeds.lowerBound + 1)")
    }
}

/// What `survey-plan.json` holds.
private struct SurveyRecord: Codable {
    struct Rung: Codable {
        var name: String
        var title: String
        var remark: String
        var role: Ladder.Rung.Role
        /// SHA-256 of the rung's spec; absent in plans of older versions.
        var specSHA256: String?
    }

    struct LadderPlan: Codable {
        var firstSeed: UInt64
        var lastSeed: UInt64
        var goal: Goal
        var rungs: [Rung]

        init(_ ladder: Ladder, digest: (String) throws -> String) rethrows {
            (firstSeed, lastSeed, goal) = (ladder.seeds.lowerBound, ladder.seeds.upperBound, ladder.goal)
            rungs = try ladder.rungs.map {
                Rung(
                    name: $0.spec.name, title: $0.title, remark: $0.remark, role: $0.role,
                    specSHA256: try digest($0.spec.name))
            }
        }

        func seeds(_ failure: (String) -> RunError) throws(RunError) -> ClosedRange<UInt64> {
            guard firstSeed <= lastSeed, lastSeed - firstSeed < 10_000 else {
                throw failure("ladder: firstSeed \(firstSeed), lastSeed \(lastSeed): expected 1 to 10,000 seeds")
            }
            return firstSeed...lastSeed
        }
    }

    struct Study: Codable {
        struct Interval: Codable {
            var lower: Double
            var upper: Double
        }

        var lengths: [Int]
        var fractionLength: Int
        var fractions: [String]
        var kinkCounts: [Int]
        var kinkDraws: Int
        var networkLengths: [Int]
        var networkRanges: [Interval]
        var networkDraws: Int
        var networkAmplitude: Double
        var seed: UInt64

        init(_ study: ConditioningStudy) {
            (lengths, fractionLength) = (study.lengths, study.fractionLength)
            fractions = study.fractions.map { $0.description }
            (kinkCounts, kinkDraws) = (study.kinkCounts, study.kinkDraws)
            networkLengths = study.networkLengths
            networkRanges = study.networkRanges.map { Interval(lower: $0.lowerBound, upper: $0.upperBound) }
            (networkDraws, networkAmplitude, seed) = (study.networkDraws, study.networkAmplitude, study.seed)
        }

        func study(_ failure: (String) -> RunError) throws(RunError) -> ConditioningStudy {
            var study = ConditioningStudy()
            (study.lengths, study.fractionLength) = (lengths, fractionLength)
            study.fractions = []
            for text in fractions {
                guard let fraction = Rational(text) else {
                    throw failure("conditioning.fractions: \(text.prefix(40)): expected a fraction, such as 1/2")
                }
                study.fractions.append(fraction)
            }
            (study.kinkCounts, study.kinkDraws) = (kinkCounts, kinkDraws)
            study.networkLengths = networkLengths
            study.networkRanges = []
            for range in networkRanges {
                guard range.lower <= range.upper else {
                    throw failure(
                        "conditioning.networkRanges: \(range.lower) to \(range.upper): expected lower ≤ upper")
                }
                study.networkRanges.append(range.lower...range.upper)
            }
            (study.networkDraws, study.networkAmplitude, study.seed) = (networkDraws, networkAmplitude, seed)
            return study
        }
    }

    var survey: String
    var ladder: LadderPlan?
    var conditioning: Study?
}
