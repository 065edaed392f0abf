internal import Analysis
internal import Experiments
import Foundation
internal import Networks

// A run that is still running, or was killed: what its last checkpoint says.

extension RunFolder {
    /// Whether the run has written its figures.
    public var hasEnded: Bool { hasSummary }

    /// Whether there is a checkpoint to go on from, whole or not.
    var hasCheckpoint: Bool {
        CheckpointFile.names.contains { FileManager.default.fileExists(atPath: file($0)) }
    }

    /// Refuses a run that has ended and has no checkpoint: going on would mean to train it anew, and to lose its model.
    ///
    /// - Throws: ``RunError`` where it has ended, and where its figures cannot be read.
    func checkHasNotEnded() throws {
        guard hasSummary else { return }
        let summary = try storedSummary().summary
        guard summary.status != .interrupted else { return }
        throw RunError(
            place: path,
            problem:
                "the run has ended (\(summary.status.rawValue), after \(summary.epochs) epochs), and has no checkpoint: "
                + "nothing to resume; to train its spec as a new run: heaviside train \(specPath)")
    }

    /// What is wrong with the checkpoints of a run that has not ended, a sentence each; those that are whole are used.
    public var damagedCheckpoints: [String] {
        hasSummary ? [] : (try? CheckpointFile.header(in: path))?.notices ?? []
    }

    /// That the checkpoint is missing which was written when the run stopped, after the epoch of the one that is there.
    func lostCheckpoint(after epoch: Int) -> [String] {
        guard hasSummary, let summary = try? storedSummary().summary, summary.epochs > epoch,
            summary.status != .diverged
        else { return [] }
        return [
            "\(file(CheckpointFile.folderName)): the checkpoint of epoch \(summary.epochs) is missing",
            "The checkpoint of epoch \(max(0, epoch)) is used.",
        ]
    }

    /// What of the run is there after a failure, and how it goes on.
    var kept: String {
        guard let epoch = (try? CheckpointFile.header(in: path))?.epoch, epoch > 0 else {
            return "no epoch is kept yet; to begin again: heaviside resume \(path)"
        }
        return "the run is kept up to epoch \(epoch); to go on from there: heaviside resume \(path)"
    }

    /// Whether a process is writing the run.
    public var isBeingWritten: Bool { FolderLock.isHeld(path) }

    /// The last checkpoint's network, measured, as an interrupted run.
    ///
    /// - Throws: ``RunError`` where there is no checkpoint, `SpecError` for data that cannot be made.
    func unfinishedResult() throws -> RunResult {
        let run = try run(of: course().end)
        return switch run.spec.precision {
        case .float32, .float32DoubleAccumulators: try unfinishedResult(of: run, as: Float.self)
        case .float64: try unfinishedResult(of: run, as: Double.self)
        }
    }

    /// The figures of a result that ``unfinishedResult()`` gave.
    func unfinishedSummary(of result: RunResult) -> RunSummary {
        var summary = summary(of: result)
        if isBeingWritten { summary.status = .running }
        return summary
    }

    private func unfinishedResult<S: TrainableScalar>(of run: ExperimentRun, as type: S.Type) throws -> RunResult {
        let template: Network<S> = try run.zeroNetwork()
        let found = try CheckpointFile.read(
            from: path, like: template, optimizer: run.spec.training.optimizer, epochs: run.spec.epochs)
        guard let found else {
            throw RunError(
                place: path,
                problem: isBeingWritten
                    ? "the run has just begun, and has no checkpoint yet: wait a few seconds"
                    : "the run was interrupted before its first checkpoint; to begin it again: heaviside resume \(path)"
            )
        }
        var network = found.checkpoint.network
        // No epoch is left: training only evaluates the loss.
        let outcome = try run.spec.training.fit(
            &network, to: run.samples, epochs: found.checkpoint.epoch, from: found.checkpoint)
        return run.result(of: outcome, network, status: .interrupted)
    }
}
