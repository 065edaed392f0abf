internal import Exchange
internal import Experiments
import Foundation
internal import Networks

/// A checkpoint in a run's folder: `checkpoint/state.safetensors` and `checkpoint/state.json`.
///
/// The tensors are the network's and, prefixed with `moments.0.` and `moments.1.`, the optimizer's.
enum CheckpointFile {
    private struct State: Codable {
        var epoch: Int
        var updates: Int
        var moments: Int
        var learningRate: Double
        /// Nil stands for infinity: no loss was seen yet.
        var bestLoss: Double?
        var epochsWithoutImprovement: Int
    }

    static func write<S: TrainableScalar>(_ checkpoint: TrainingCheckpoint<S>, to folder: RunFolder) throws {
        try folder.makeSubfolder("checkpoint")
        var tensors = try NetworkFile.tensors(of: checkpoint.network)
        for (k, moment) in checkpoint.moments.enumerated() {
            tensors += try NetworkFile.tensors(of: moment, prefix: "moments.\(k).")
        }
        try SafetensorsFile(tensors: tensors).write(to: folder.file("checkpoint/state.safetensors"))
        let schedule = checkpoint.schedule
        try folder.write(
            State(
                epoch: checkpoint.epoch, updates: checkpoint.updates, moments: checkpoint.moments.count,
                learningRate: schedule.learningRate, bestLoss: schedule.best.isFinite ? schedule.best : nil,
                epochsWithoutImprovement: schedule.epochsWithoutImprovement),
            to: "checkpoint/state.json")
    }

    static func read<S: TrainableScalar>(
        from folder: RunFolder, like template: Network<S>
    ) throws -> TrainingCheckpoint<S> {
        try folder.requireCheckpoint()
        let state: State = try folder.read("checkpoint/state.json")
        guard state.epoch >= 0, state.updates >= 0, (0...2).contains(state.moments), state.learningRate.isFinite else {
            throw RunError(reference: folder.file("checkpoint/state.json"), problem: "a number is out of range")
        }
        let path = folder.file("checkpoint/state.safetensors")
        let file = try SafetensorsFile(contentsOf: path)
        let own = SafetensorsFile(tensors: file.tensors.filter { !$0.name.hasPrefix("moments.") })
        return TrainingCheckpoint(
            network: try NetworkFile.read(own, path: path, like: template),
            moments: try (0..<state.moments).map {
                try NetworkFile.read(file, path: path, like: template, prefix: "moments.\($0).")
            },
            epoch: state.epoch, updates: state.updates,
            schedule: ScheduleState(
                learningRate: state.learningRate, best: state.bestLoss ?? .infinity,
                epochsWithoutImprovement: state.epochsWithoutImprovement))
    }
}

extension RunFolder {
    /// Checks that the run can be resumed.
    ///
    /// - Throws: ``RunError`` where it has no checkpoint.
    public func requireCheckpoint() throws(RunError) {
        guard FileManager.default.fileExists(atPath: file("checkpoint/state.json")) else {
            throw RunError(
                reference: path, problem: "the run has no checkpoint: only an interrupted run can be resumed")
        }
    }
}
