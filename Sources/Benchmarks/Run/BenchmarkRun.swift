internal import CoreAffinity
internal import Diagnostics
import Foundation
public import Networks
internal import RunStore

/// Carries out a benchmark plan.
public struct BenchmarkRun {
    private let plan: BenchmarkPlan
    private let stop: StopRequest?
    private let progress: (String) -> Void
    private let finished: (CaseResult) -> Void

    /// Creates a run of `plan`.
    ///
    /// - Parameters:
    ///   - plan: what to measure.
    ///   - stop: ends measuring soon; the results up to then are kept.
    ///   - progress: called before each step with a description of it.
    ///   - finished: called after each comparison.
    public init(
        _ plan: BenchmarkPlan, stop: StopRequest? = nil, progress: @escaping (String) -> Void = { _ in },
        finished: @escaping (CaseResult) -> Void = { _ in }
    ) {
        self.plan = plan
        self.stop = stop
        self.progress = progress
        self.finished = finished
    }

    /// The report before anything is measured; from now on this thread stays on its core.
    public func prepared() -> BenchmarkReport {
        var load = 0.0
        let core = Int(heaviside_hold_core())
        let loadBefore = getloadavg(&load, 1) == 1 ? load : nil
        return BenchmarkReport(
            machine: .current(), compiler: Toolchain.swift + (Toolchain.isOptimized ? "" : ", not optimised"),
            core: core < 0 ? nil : core, loadBefore: loadBefore, rounds: plan.rounds,
            secondsPerMeasurement: plan.seconds)
    }

    /// Measures everything, and adds the results to a report.
    ///
    /// - Throws: an error that prevents the initial weights from being written for the rivals.
    public func measured(_ report: BenchmarkReport) throws -> BenchmarkReport {
        var report = report
        for subject in plan.cases where !report.isInterrupted {
            let (result, isInterrupted) = try compare(subject)
            report.cases.append(result)
            report.isInterrupted = isInterrupted
            finished(result)
        }
        let paths: [ComputationPath] = [.sweep, .dense, .reference]
        report.growth = paths.compactMap { Growth(of: $0.rawValue, times: times(of: $0.rawValue, in: report)) }
        return report
    }

    private func times(of id: String, in report: BenchmarkReport) -> [Int: Double] {
        var times: [Int: Double] = [:]
        for result in report.cases where result.benchmark == .epoch {
            times[result.length] = result.contestants.first { $0.id == id }?.microsecondsPerEpoch?.median
        }
        return times
    }

    private func compare(_ subject: BenchmarkCase) throws -> (result: CaseResult, isInterrupted: Bool) {
        let networks = try subject.initialNetworks()
        let samples = try subject.samples()
        let weights = FileManager.default.temporaryDirectory.appendingPathComponent("heaviside-\(UUID().uuidString)")
        do {
            try BenchmarkCase.bytes(of: networks).write(to: weights)
        } catch {
            throw BenchmarkError(
                place: weights.path,
                problem: "the weights cannot be written: \(ErrorText.reason(error)); expected room in that folder")
        }
        defer { try? FileManager.default.removeItem(at: weights) }

        var entrants = [ComputationPath.sweep, .dense, .reference].map {
            Entrant(PathContestant<Float>($0, networks: networks, samples: samples, stop: stop))
        }
        entrants += Rival.all(for: subject.benchmark, in: plan).map {
            Entrant(RivalContestant($0, case: subject, weights: weights.path, stop: stop))
        }
        if subject.length > BenchmarkPlan.referenceLimit, !plan.includesLongReference {
            entrants[2].drop(
                .skipped("it is slow above n = \(BenchmarkPlan.referenceLimit); --with-reference measures it"))
        }
        var isInterrupted = false
        defer { for entrant in entrants { entrant.contestant.end(isHurried: isInterrupted) } }
        do {
            try contest(&entrants, subject, networks, samples)
        } catch {
            guard error == .interrupted else { throw error }
            isInterrupted = true
        }
        let sweep = entrants[0].result.microseconds
        let results = entrants.map { entrant in
            var result = entrant.result
            if entrant.isRunning, !isInterrupted { result.finish(sweep: sweep) }
            return result
        }
        return (CaseResult(subject, parameters: networks[0].parameterCount, contestants: results), isInterrupted)
    }

    private func contest(
        _ entrants: inout [Entrant], _ subject: BenchmarkCase, _ networks: [Network<Float>], _ samples: SampleSet
    ) throws(ContestantFailure) {
        progress("\(subject.title) · the loss in double precision")
        let truth = PathContestant<Double>(
            subject.length > BenchmarkPlan.referenceLimit ? .dense : .reference,
            networks: networks.map { $0.converted(to: Double.self) }, samples: samples, stop: stop)
        let loss = try truth.loss(inEpoch: BenchmarkPlan.checkedEpoch)
        let comparison = Comparison(
            title: subject.title, rounds: plan.rounds, seconds: plan.seconds, progress: progress)
        try comparison.carryOut(&entrants, loss: loss)
    }
}
