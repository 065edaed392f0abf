internal import Exchange
internal import Experiments
import Foundation
internal import Networks

/// A checkpoint in a run's folder: `checkpoint/state.safetensors`, a single file, so that a new checkpoint replaces the
/// old one as a whole.
///
/// It holds the network's tensors, the optimizer's moments under `moments.0.` and `moments.1.`, the optimizer's other
/// matrices as `statistics.0`, …, and `encoderGradientSum`. The metadata holds the numbers, in their shortest exact
/// form.
enum CheckpointFile {
    static let name = "checkpoint/state.safetensors"
    private static let statisticPrefix = "statistics."
    private static let sumName = "encoderGradientSum"

    static func write<S: TrainableScalar>(_ checkpoint: TrainingCheckpoint<S>, to folder: RunFolder) throws {
        try folder.makeSubfolder("checkpoint")
        var tensors = try NetworkFile.tensors(of: checkpoint.network)
        for (k, moment) in checkpoint.moments.enumerated() {
            tensors += try NetworkFile.tensors(of: moment, prefix: "moments.\(k).")
        }
        for (k, matrix) in checkpoint.statistics.enumerated() {
            tensors.append(
                NamedTensor(
                    name: "\(statisticPrefix)\(k)",
                    tensor: try Tensor(shape: [matrix.rows, matrix.columns], storage: .float64(matrix.elements))))
        }
        if let sums = checkpoint.encoderGradientSum {
            tensors.append(NamedTensor(name: sumName, tensor: try Tensor(shape: [sums.count], storage: .float64(sums))))
        }
        let schedule = checkpoint.schedule
        let metadata = [
            "optimizer": try folder.spec().training.optimizer.name, "epoch": "\(checkpoint.epoch)",
            "updates": "\(checkpoint.updates)",
            "moments": "\(checkpoint.moments.count)",
            "seconds": "\(checkpoint.seconds)", "learningRate": "\(schedule.learningRate)",
            "bestLoss": "\(schedule.best)",
            "epochsWithoutImprovement": "\(schedule.epochsWithoutImprovement)",
        ]
        try SafetensorsFile(tensors: tensors, metadata: metadata).write(to: folder.file(name))
    }

    static func read<S: TrainableScalar>(
        from folder: RunFolder, like template: Network<S>, epochs: Int
    ) throws -> TrainingCheckpoint<S> {
        try folder.requireCheckpoint()
        let path = folder.file(name)
        let file = try SafetensorsFile(contentsOf: path)
        func number<Value: LosslessStringConvertible & Comparable>(
            _ key: String, _ range: ClosedRange<Value>
        ) throws -> Value {
            guard let text = file.metadata[key], let value = Value(text), range.contains(value) else {
                throw RunError(
                    place: path,
                    problem: "metadata \(key): expected a number from \(range.lowerBound) to \(range.upperBound)")
            }
            return value
        }
        let own = SafetensorsFile(
            tensors: file.tensors.filter {
                !$0.name.hasPrefix("moments.") && !$0.name.hasPrefix(statisticPrefix) && $0.name != sumName
            })
        let moments = try number("moments", 0...2)
        let optimizer = try folder.spec().training.optimizer.name
        if let stored = file.metadata["optimizer"], stored != optimizer {
            throw RunError(
                place: path, problem: "it was written by \(stored): expected \(optimizer), as in spec.yaml")
        }
        for named in file.tensors where !named.tensor.isFinite {
            throw RunError(place: path, problem: "tensor \(named.name): expected finite numbers only")
        }
        return TrainingCheckpoint(
            network: try NetworkFile.read(own, path: path, like: template),
            moments: try (0..<moments).map {
                try NetworkFile.read(file, path: path, like: template, prefix: "moments.\($0).")
            },
            statistics: try statistics(file, path: path),
            encoderGradientSum: try sums(file, path: path, like: template),
            epoch: try number("epoch", 0...epochs),
            updates: try number("updates", 0...1 << 62),
            seconds: try number("seconds", 0...Double.greatestFiniteMagnitude),
            schedule: ScheduleState(
                learningRate: try number("learningRate", 0...Double.greatestFiniteMagnitude),
                best: try number("bestLoss", 0...Double.infinity),
                epochsWithoutImprovement: try number("epochsWithoutImprovement", 0...1 << 62)))
    }
}

extension CheckpointFile {
    private static func sums<S: TrainableScalar>(
        _ file: SafetensorsFile, path: String, like template: Network<S>
    ) throws -> [Double]? {
        guard let tensor = file.tensor(named: sumName) else {
            guard file.metadata["optimizer"] != nil, template.hasTrainedLinearEncoder else { return nil }
            throw RunError(place: path, problem: "tensor \(sumName) is missing")
        }
        guard case .float64(let sums) = tensor.storage, sums.count == template.inputs else {
            throw RunError(
                place: path,
                problem: "tensor \(sumName): expected \(template.inputs) numbers in double precision")
        }
        return sums
    }

    private static func statistics(_ file: SafetensorsFile, path: String) throws -> [Matrix<Double>] {
        let count = file.tensors.count { $0.name.hasPrefix(statisticPrefix) }
        return try (0..<count).map { k in
            guard let tensor = file.tensor(named: "\(statisticPrefix)\(k)"), tensor.shape.count == 2,
                case .float64(let elements) = tensor.storage
            else {
                throw RunError(
                    place: path, problem: "tensor \(statisticPrefix)\(k): expected a matrix in double precision")
            }
            return Matrix(rows: tensor.shape[0], columns: tensor.shape[1], elements: elements)
        }
    }
}

extension RunFolder {
    /// Checks that the run can be resumed.
    ///
    /// - Throws: ``RunError`` for a run without a checkpoint.
    public func requireCheckpoint() throws(RunError) {
        guard FileManager.default.fileExists(atPath: file(CheckpointFile.name)) else {
            throw RunError(
                place: path, problem: "the run has no checkpoint: only a run that was stopped can be resumed")
        }
    }
}
