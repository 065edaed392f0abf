internal import Networks
import Synchronization

/// An estimate of the time that several runs still need together.
///
/// A run under way needs its own time left. One that has not begun is taken to be as fast, per epoch, as the others of
/// its recipe so far, or else as all others. The work is spread over the threads; no run is spread over several.
final class RunForecast: Sendable {
    /// A run that is planned.
    struct Plan: Hashable {
        /// What runs of equal speed have in common.
        var recipe: String
        /// The number of its epochs.
        var epochs: Int
    }

    private struct Speed {
        var seconds = 0.0
        var epochs = 0.0

        mutating func add(_ other: Speed) {
            seconds += other.seconds
            epochs += other.epochs
        }
    }

    private struct State {
        /// Of the runs that have ended: their time and their epochs.
        var ended: [Int: Speed] = [:]
        /// Of the runs under way: how far they are.
        var running: [Int: TrainingProgress] = [:]
    }

    private let plans: [Plan]
    private let threads: Int
    private let state = Mutex(State())

    /// Creates an estimate for runs of which at most `threads` are under way at a time.
    init(_ plans: [Plan], threads: Int) {
        self.plans = plans
        self.threads = max(1, threads)
    }

    /// Notes how far a run is.
    func note(_ run: Int, _ progress: TrainingProgress) { state.withLock { $0.running[run] = progress } }

    /// Notes that a run has ended, after so many epochs and seconds.
    func end(_ run: Int, epochs: Int, seconds: Double) {
        state.withLock { state in
            state.running[run] = nil
            state.ended[run] = Speed(seconds: seconds, epochs: Double(epochs))
        }
    }

    /// The number of runs that have ended.
    var finished: Int { state.withLock { $0.ended.count } }

    /// The seconds until all runs have ended; infinite where no speed is known yet.
    ///
    /// - Complexity: O(runs).
    var secondsLeft: Double { state.withLock { estimate($0) } }

    /// How far all runs are, as one of them reports.
    ///
    /// - Complexity: O(runs).
    func progress(of run: TrainingProgress) -> RunBatch.Progress {
        state.withLock { state in
            let planned = plans.reduce(0) { $0 + Double($1.epochs) }
            let ended = state.ended.keys.reduce(0) { $0 + Double(plans[$1].epochs) }
            let done = state.running.values.reduce(ended) { $0 + Double($1.epoch) }
            return RunBatch.Progress(
                finished: state.ended.count, count: plans.count, run: run, share: planned > 0 ? done / planned : 1,
                epochsPerSecond: state.running.values.reduce(0) { $0 + $1.epochsPerSecond },
                secondsLeft: estimate(state))
        }
    }

    private func estimate(_ state: State) -> Double {
        var (all, byRecipe) = (Speed(), [String: Speed]())
        func learn(_ run: Int, _ speed: Speed) {
            all.add(speed)
            byRecipe[plans[run].recipe, default: Speed()].add(speed)
        }
        for (run, speed) in state.ended { learn(run, speed) }
        for (run, progress) in state.running where progress.epochsPerSecond > 0 {
            let epochs = Double(progress.epoch)
            learn(run, Speed(seconds: epochs / progress.epochsPerSecond, epochs: epochs))
        }
        var (work, longest) = (0.0, 0.0)
        for (run, plan) in plans.enumerated() where state.ended[run] == nil {
            let left: Double
            if let progress = state.running[run] {
                left = progress.secondsLeft
            } else if plan.epochs == 0 {
                left = 0
            } else {
                let known = byRecipe[plan.recipe].flatMap { $0.epochs > 0 ? $0 : nil } ?? all
                left = known.epochs > 0 ? Double(plan.epochs) * known.seconds / known.epochs : .infinity
            }
            work += left
            longest = max(longest, left)
        }
        return max(longest, work / Double(threads))
    }
}
