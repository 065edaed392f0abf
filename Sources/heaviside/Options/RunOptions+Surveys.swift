import Analysis
import ArgumentParser
import Experiments
import Networks
import RunStore

extension RunOptions {
    /// Carries out a survey and prints what it found.
    func carryOut(_ survey: Survey) throws {
        if live { throw ValidationError("--live: a survey is many runs: expected an experiment") }
        let batch = SurveyBatch(in: location.root, threads: threads.count)
        switch survey.plan {
        case .ladder(let ladder):
            output.note(seedsNote)
            let (ladder, runs) = try Failure.badInput { try prepared(ladder) }
            try output.carryOut(in: location.root) { stop, progress in
                try batch.carryOut(survey, ladder, runs: runs, stop: stop, progress: progress)
            }
        case .conditioning(let study):
            let study = try Failure.badInput { try prepared(study) }
            try output.carryOut(in: location.root) { stop, progress in
                try batch.carryOut(survey, study, stop: stop, progress: progress)
            }
        }
    }

    private func prepared(_ ladder: Ladder) throws -> (Ladder, [[ExperimentRun]]) {
        var ladder = ladder
        if let seedRange { ladder.seeds = seedRange }
        if let seed { ladder.seeds = seed...seed }
        let runs = try ladder.runs(
            length: length, epochs: epochs, path: path.flatMap(ComputationPath.init), overrides: overrides)
        return (ladder, runs)
    }

    private func prepared(_ study: ConditioningStudy) throws -> ConditioningStudy {
        var study = study
        let unused = [
            ("--set", !overrides.isEmpty), ("--epochs", epochs != nil), ("--path", path != nil),
            ("--seeds", seeds != nil),
        ]
        if let (option, _) = unused.first(where: \.1) {
            throw SpecError(
                source: "conditioning", key: option, problem: "nothing is trained: expected --length or --seed at most")
        }
        if let seed { study.seed = seed }
        if let length {
            study.fractionLength = length
            study.networkLengths = [length]
            study.lengths = Array(Set(study.lengths.filter { $0 < length } + [length])).sorted()
        }
        try study.validate()
        return study
    }
}
