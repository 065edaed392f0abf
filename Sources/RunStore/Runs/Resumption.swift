import Experiments
import Foundation
internal import Networks

/// A run that goes on: from its newest whole checkpoint, or from the start where it has none.
public struct Resumption: Sendable {
    /// The run's folder.
    public let folder: RunFolder
    /// The number of epochs already done.
    public let epoch: Int
    /// What a person should know before the run goes on.
    public private(set) var notices: [String]
    let run: ExperimentRun
    /// The spec by which the run was trained until now, where it is another.
    private let before: Spec?
    private let hasOtherData: Bool
    private var isHistoryDamaged = false

    /// Checks that a run can go on, and writes nothing.
    ///
    /// What the run is trained by must be what its checkpoint was trained by, but for the number of epochs, what is
    /// recorded, and what is changed by name.
    ///
    /// - Parameters:
    ///   - folder: the run.
    ///   - epochs: the number of epochs in all; nil keeps the spec's.
    ///   - changes: `key=value` pairs: what is to be different from now on.
    /// - Throws: ``RunError`` where the run has finished, where the spec is not the checkpoint's, and where none of the
    ///   checkpoints is whole; `SpecError` for what is wrong with spec and changes.
    public init(_ folder: RunFolder, epochs: Int? = nil, changes: [String] = []) throws {
        let stored = try folder.spec()
        var spec = stored
        do {
            spec = try stored.changed(overrides: changes, source: folder.specPath)
        } catch {
            throw SpecError(
                source: error.source.replacing("--set ", with: "--continue-with "), line: error.line, key: error.key,
                problem: error.problem)
        }
        if let epochs { spec.epochs = epochs }
        let header = try CheckpointFile.header(in: folder.path)
        epoch = max(0, header?.epoch ?? 0)
        try Self.check(spec, header?.spec ?? stored, changes: changes, in: folder)
        // One that was killed after its last epoch still has to write its figures.
        guard epoch < spec.epochs || epoch == spec.epochs && !folder.hasSummary else {
            throw RunError(
                place: folder.path,
                problem: spec.epochs < epoch
                    ? "\(epoch) epochs are done: expected more than that, not \(spec.epochs)"
                    : "the run has finished, after \(epoch) epochs; to train it further: --epochs \(max(1, 2 * epoch))")
        }
        self.folder = folder
        let known = header?.spec ?? stored
        before = spec == known && spec == stored ? nil : known
        notices =
            (header?.notices ?? ["\(folder.path) has no checkpoint yet: it begins again, from epoch 0."])
            + (folder.lostLosses(before: epoch).map { [$0] } ?? [])
        // Other data that are meant are no change of the file.
        hasOtherData = spec.signals != (header?.spec ?? stored).signals
        run =
            hasOtherData
            ? try ExperimentRun(spec, source: folder.specPath, searchFolders: [folder.path, "."])
            : try folder.run(of: spec)
        if !hasOtherData { notices += [folder.dataNotice].compactMap(\.self) }
        try checkCheckpoint()
    }

    /// Refuses a spec that differs from the one before without being asked to.
    private static func check(_ spec: Spec, _ before: Spec, changes: [String], in folder: RunFolder) throws(RunError) {
        let free = ["name", "epochs", "record"]
        let named = changes.map { String($0.prefix { $0 != "=" }) }
        func isNamed(_ key: String) -> Bool {
            named.contains { key == $0 || key.hasPrefix("\($0).") || $0.hasPrefix("\(key).") }
        }
        let differences = spec.differences(from: before).filter { difference in
            !free.contains { difference.key == $0 || difference.key.hasPrefix("\($0).") } && !isNamed(difference.key)
        }
        guard let first = differences.first else { return }
        let list = differences.map { "\($0.key) was \($0.first ?? "absent") and is \($0.second ?? "absent")" }
        throw RunError(
            place: folder.specPath,
            problem:
                "it is not the spec of the checkpoint: \(list.joined(separator: "; ")); restore it, or say that it "
                + "is meant: --continue-with '\(first.key)=\(first.second ?? "…")'")
    }

    private mutating func checkCheckpoint() throws {
        switch run.spec.precision {
        case .float32, .float32DoubleAccumulators: try checkCheckpoint(as: Float.self)
        case .float64: try checkCheckpoint(as: Double.self)
        }
    }

    private mutating func checkCheckpoint<S: TrainableScalar>(as type: S.Type) throws {
        let template: Network<S> = try run.zeroNetwork()
        let found = try CheckpointFile.read(
            from: folder.path, like: template, optimizer: run.spec.training.optimizer, epochs: run.spec.epochs)
        guard let found else { return }
        do {
            try run.spec.training.validate(found.checkpoint, like: template, epochs: run.spec.epochs)
        } catch {
            throw RunError(place: folder.file(found.name), problem: error.problem)
        }
        isHistoryDamaged = try folder.rows(of: found) == nil
        if isHistoryDamaged {
            notices.append(
                "\(folder.file(RunFolder.historyName)) is damaged: the run goes on without its rows before epoch \(epoch), "
                    + "and the file is kept as \(folder.damagedHistoryPath)")
        }
    }

    /// Goes on, with the spec of the folder brought up to date; the one before is kept as `spec-until-epoch-N.yaml`.
    func prepare() throws {
        folder.removeTemporaryFiles()
        if isHistoryDamaged { _ = rename(folder.file(RunFolder.historyName), folder.damagedHistoryPath) }
        guard let before else { return }
        try folder.replace(run.spec, before: before, atEpoch: epoch)
        if hasOtherData { try folder.noteData(of: run, folder.spec()) }
    }
}
