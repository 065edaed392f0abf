import ArgumentParser
import Experiments
import Networks
import Reports
import RunStore

/// How a sweep is carried out.
struct SweepRunning: ParsableArguments {
    @Flag(help: "Skip damaged lines of the parts: they are kept in a file beside, and their runs are done again.")
    var force = false

    @OptionGroup var threads: ThreadsOption
    @OptionGroup var output: OutputOptions

    /// Carries out one part, or all that are left, and prints how far the sweep is.
    func carryOut(_ folder: SweepFolder, part: Int?) throws {
        let line = output.progressLine()
        var progress: (@Sendable (SweepBatch.Progress) -> Void)?
        if let line { progress = { line.show(SweepText.line($0)) } }
        let stop = Interruption.stopRequest(quietly: output.quiet, saying: .ofSweeps)
        try Failure.work {
            defer { line?.clear() }
            try SweepBatch(folder, threads: threads.count).carryOut(
                part: part, force: force, stop: stop, note: { output.note($0) },
                progress: progress)
        }
        let state = try Failure.work {
            // Of one part its own file alone is read, so that a thousand parts read a thousand files.
            let state = try SweepState(folder, part: part)
            if folder.sweep.keep == .best, try part == nil ? state.isComplete : SweepState(folder).isComplete {
                _ = try SweepBatch.keepBest(of: folder)
            }
            return state
        }
        if output.json { try Console.json(state) } else { Console.results(SweepText.lines(state)) }
        if stop.isRequested, !state.isComplete { throw Failure.interrupted }
        output.hint(
            state.isComplete && part == nil
                ? "Try: heaviside sweep report \(folder.path)" : "To go on: heaviside sweep resume \(folder.path)")
        if state.endings.contains(where: { $0.status == .diverged }) { throw Failure.diverged }
    }
}
