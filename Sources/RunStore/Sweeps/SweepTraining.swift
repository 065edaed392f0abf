internal import Experiments
internal import Foundation
internal import Networks

/// Trains single runs of a sweep.
struct SweepTraining {
    let sweep: Sweep
    private let host = SweepLines.host(ProcessInfo.processInfo.hostName)

    init(_ sweep: Sweep) { self.sweep = sweep }

    /// Trains a run, to its end or as far as the sweep's rule lets it; nil where a request to stop came before.
    func row(_ member: SweepMember, _ run: ExperimentRun, stop: StopRequest?) throws -> SweepRow? {
        let start = ContinuousClock.now
        var ending = SweepRow.Ending.finished
        let rule = sweep.stop
        let isEnough: ((RunResult) -> Bool)? =
            rule.looks
            ? { result in
                if rule.atGoal,
                    sweep.goal?.isMet(by: RunSummary(result, run: "", folder: "", weightsSHA256: "")) == true
                {
                    ending = .reached
                } else if let limit = rule.seconds, (ContinuousClock.now - start) / .seconds(1) > limit {
                    ending = .late
                }
                return ending != .finished
            } : nil
        let result = try run.measured(stop: stop, every: rule.every, until: isEnough)
        switch result.status {
        case .finished: ending = .finished
        case .diverged: ending = .diverged
        case .interrupted where ending == .finished: return nil
        case .interrupted: break
        }
        return row(member, result, ending, seconds: (ContinuousClock.now - start) / .seconds(1))
    }

    private func row(
        _ member: SweepMember, _ result: RunResult, _ ending: SweepRow.Ending, seconds: Double
    ) -> SweepRow {
        let hash = result.network.weightsSHA256
        let summary = RunSummary(result, run: "", folder: "", weightsSHA256: hash)
        return SweepRow(
            id: member.id, seed: member.seed, status: ending, epochs: result.epochs,
            measures: sweep.measures.map { $0.value(summary) }, weightsSHA256: hash, seconds: seconds, host: host)
    }

    /// The same run again, from its spec and its seed: to the epoch of its row where that ended it early.
    static func stop(like row: SweepRow?) -> StopRequest? {
        guard let row, [.reached, .late].contains(row.status) else { return nil }
        return StopRequest(after: row.epochs, or: nil)
    }
}
