internal import Diagnostics
internal import Exchange
internal import Experiments
import Foundation
internal import Networks

/// The checkpoints in a run's folder: `checkpoint/state-1.safetensors` and `checkpoint/state-2.safetensors`, written in
/// turn, so that the one before is whole while the next is written.
///
/// Each holds the network's tensors, the optimizer's moments under `moments.0.` and `moments.1.`, the optimizer's other
/// matrices as `statistics.0`, …, `encoderGradientSum`, and the history so far as `history`. The metadata hold the
/// numbers, in their shortest exact form, the spec as YAML, the name of the checkpoint before it, so that its
/// absence is noticed, and the file's own SHA-256; where keys were changed while the run went on, also the spec that it
/// began with, and the changes; and what was still to change.
enum CheckpointFile {
    static let folderName = "checkpoint"
    /// The names of the files.
    static let names = (1...2).map { "\(folderName)/state-\($0).safetensors" }
    /// The one checkpoint, without a digest, that older versions wrote.
    private static let unsealedName = "\(folderName)/state.safetensors"
    private static let statisticPrefix = "statistics."
    private static let sumName = "encoderGradientSum"
    private static let historyName = "history"
    private static let rowsKey = "historySHA256"
    private static let startKey = "startSpec"
    private static let changesKey = "continuations"
    private static let plannedKey = "planned"
    /// Is there once two checkpoints have been written, so that the absence of the second is noticed, too.
    private static let bothName = "\(folderName)/both"

    /// A checkpoint as it was found.
    struct Found<S: TrainableScalar> {
        let checkpoint: TrainingCheckpoint<S>
        /// The rows before its epoch; nil where there were too many to keep.
        let rows: [HistoryRow]?
        /// The digest of those that were too many; nil in files of older versions.
        let rowsSHA256: String?
        /// The spec that was trained; nil in files of older versions.
        let spec: Spec?
        /// What had been changed by then.
        let continuations: [Continuation]
        /// The file's name.
        let name: String
        /// What is wrong with the checkpoints that were passed over.
        let notices: [String]
    }

    /// Writes a checkpoint under one of the two names; `text` is the YAML of the course's last spec, where it is known,
    /// and `planned` is what is still to change.
    static func write<S: TrainableScalar>(
        _ checkpoint: TrainingCheckpoint<S>, of course: SpecCourse, text: String? = nil, planned: [Continuation] = [],
        rows: [HistoryRow], to folder: String, as name: String
    ) throws {
        let spec = course.end
        try Folder.make("\(folder)/\(folderName)", withParents: false)
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
        let table = HistoryTable(rows)
        let isShort = rows.count <= HistoryTable.mostRowsOfACheckpoint
        if isShort { tensors.append(NamedTensor(name: historyName, tensor: try table.tensor())) }
        let schedule = checkpoint.schedule
        var metadata = [
            "optimizer": spec.training.optimizer.name, "epoch": "\(checkpoint.epoch)",
            "updates": "\(checkpoint.updates)",
            "moments": "\(checkpoint.moments.count)",
            "seconds": "\(checkpoint.seconds)", "learningRate": "\(schedule.learningRate)",
            "bestLoss": "\(schedule.best)",
            "epochsWithoutImprovement": "\(schedule.epochsWithoutImprovement)", "spec": text ?? spec.yaml,
            "before": names.first { $0 != name && exists($0, in: folder) } ?? "",
        ]
        if !isShort { metadata[rowsKey] = table.sha256 }
        if !course.continuations.isEmpty {
            metadata[startKey] = course.start.yaml
            metadata[changesKey] = try JSONRecord.text(course.continuations)
        }
        if !planned.isEmpty { metadata[plannedKey] = try JSONRecord.text(planned) }
        try AtomicFile.write(SealedFile.bytes(of: tensors, metadata: metadata), to: "\(folder)/\(name)")
        if names.allSatisfy({ exists($0, in: folder) }), !exists(bothName, in: folder) {
            try AtomicFile.write([], to: "\(folder)/\(bothName)")
        }
    }

    /// The checkpoint of the latest epoch that is whole; nil where the run has none, whole or not.
    ///
    /// - Throws: ``RunError`` where none is whole, or where it does not fit the run.
    static func read<S: TrainableScalar>(
        from folder: String, like template: Network<S>, optimizer: Optimizer, epochs: Int
    ) throws -> Found<S>? {
        guard let (name, file, notices) = try newest(in: folder) else { return nil }
        let path = "\(folder)/\(name)"
        return Found(
            checkpoint: try checkpoint(file, path: path, of: optimizer, like: template, epochs: epochs),
            rows: try file.tensor(named: historyName).map { try HistoryTable($0, path: path).rows },
            rowsSHA256: file.metadata[rowsKey],
            spec: try spec(file, "spec", path), continuations: try continuations(file, path), name: name,
            notices: notices)
    }

    /// What the newest checkpoint says of itself.
    struct Header {
        let epoch: Int
        /// The spec that was trained; nil in files of older versions.
        let spec: Spec?
        /// The spec that the run began with; nil where nothing had been changed, and in files of older versions.
        let start: Spec?
        /// What had been changed by then.
        let continuations: [Continuation]
        /// What was still to change.
        let planned: [Continuation]
        let notices: [String]
    }

    /// The epoch and the spec of the newest checkpoint that is whole; nil where the run has none.
    static func header(in folder: String) throws -> Header? {
        guard let (name, file, notices) = try newest(in: folder) else { return nil }
        let path = "\(folder)/\(name)"
        return Header(
            epoch: epoch(file), spec: try spec(file, "spec", path), start: try spec(file, startKey, path),
            continuations: try continuations(file, path), planned: try continuations(file, path, plannedKey),
            notices: notices)
    }

    private static func spec(_ file: SafetensorsFile, _ key: String, _ path: String) throws -> Spec? {
        try file.metadata[key].map { try Spec(yaml: $0, source: "the \(key) in \(path)") }
    }

    private static func continuations(
        _ file: SafetensorsFile, _ path: String, _ key: String = changesKey
    ) throws -> [Continuation] {
        guard let text = file.metadata[key] else { return [] }
        guard let found: [Continuation] = JSONRecord.value(of: text) else {
            throw RunError(place: path, problem: "metadata \(key): expected a list of changes")
        }
        guard found.count <= SpecCourse.mostContinuations else {
            throw RunError(
                place: path,
                problem: "metadata \(key): \(found.count) changes: expected at most "
                    + "\(SpecCourse.mostContinuations)")
        }
        return found
    }

    private static func epoch(_ file: SafetensorsFile) -> Int { file.metadata["epoch"].flatMap { Int($0) } ?? -1 }

    private static func newest(
        in folder: String
    ) throws -> (name: String, file: SafetensorsFile, notices: [String])? {
        var (files, notices): ([(name: String, file: SafetensorsFile)], [String]) = ([], [])
        for name in names + [unsealedName] where exists(name, in: folder) {
            do {
                files.append((name, try file(name, in: folder)))
            } catch {
                notices.append(ErrorText.sentence(error))
            }
        }
        guard let newest = files.max(by: { epoch($0.file) < epoch($1.file) }) else {
            if notices.isEmpty { return nil }
            notices += names.filter { !exists($0, in: folder) }.map { "\(folder)/\($0) is not there" }
            throw RunError(
                place: "\(folder)/\(folderName)",
                problem: "no checkpoint is whole: \(notices.joined(separator: "; ")); to begin again: heaviside train "
                    + "\(folder)/spec.yaml")
        }
        let before = newest.file.metadata["before"].map { [$0] } ?? []
        let missing = exists(bothName, in: folder) ? names : before.filter { names.contains($0) }
        notices += missing.filter { !exists($0, in: folder) }.map { "\(folder)/\($0) is missing" }
        if !notices.isEmpty { notices.append("The checkpoint of epoch \(epoch(newest.file)) is used.") }
        return (newest.name, newest.file, notices)
    }

    private static func exists(_ name: String, in folder: String) -> Bool {
        FileManager.default.fileExists(atPath: "\(folder)/\(name)")
    }

    /// A file that is whole.
    private static func file(_ name: String, in folder: String) throws -> SafetensorsFile {
        let path = "\(folder)/\(name)"
        let bytes = try AtomicFile.read(path)
        guard name == unsealedName || SealedFile.isIntact(bytes) else {
            throw RunError(place: path, problem: "it is damaged: its SHA-256 is not the one that it was written with")
        }
        return try SafetensorsFile(decoding: bytes, path: path)
    }

    private static func checkpoint<S: TrainableScalar>(
        _ file: SafetensorsFile, path: String, of optimizer: Optimizer, like template: Network<S>, epochs: Int
    ) throws -> TrainingCheckpoint<S> {
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
                    && $0.name != historyName
            })
        let moments = try number("moments", 0...2)
        if let stored = file.metadata["optimizer"], stored != optimizer.name {
            throw RunError(
                place: path, problem: "it was written by \(stored): expected \(optimizer.name), as in spec.yaml")
        }
        if let unread = file.unread.first {
            throw RunError(
                place: path, problem: "tensor \(unread.name): its type is \(unread.dtype): expected F32 or F64")
        }
        for named in file.tensors where named.name != historyName && !named.tensor.isFinite {
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
