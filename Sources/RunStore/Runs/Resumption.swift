internal import Diagnostics
public import Experiments
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
    /// The specs of the run, from its beginning to its end.
    private let course: SpecCourse
    /// What changes here, and later.
    private let plan: [Continuation]
    /// What `planned.json` held when it was read; nil where it was missing or damaged.
    private let storedPlan: [Continuation]?
    private var isHistoryDamaged = false

    /// What is to be different from now on.
    public enum Change: Sendable {
        /// `key=value` pairs, as a person gives them.
        case pairs([String])
        /// What another run changed at the same epoch, keys that it took away included.
        case again([Continuation])

        /// The keys.
        fileprivate var keys: [String] {
            switch self {
            case .pairs(let pairs): pairs.map(ContinuableKeys.key)
            case .again(let continuations): continuations.map(\.key)
            }
        }
    }

    /// Checks that a run can go on, and writes nothing.
    ///
    /// What is planned to change at the checkpoint's epoch changes now, before what is changed by name. What the run is
    /// trained by must be what its checkpoint was trained by, but for the number of epochs, what is
    /// recorded, and what is changed by name.
    ///
    /// - Parameters:
    ///   - folder: the run.
    ///   - epochs: the number of epochs in all; nil keeps the spec's.
    ///   - changes: `key=value` pairs: what is to be different from now on.
    /// - Throws: ``RunError`` where the run has finished, or has ended without a checkpoint, where the spec is not the
    ///   checkpoint's, and where none of the checkpoints is whole; `SpecError` for what is wrong with spec and changes.
    public init(_ folder: RunFolder, epochs: Int? = nil, changes: [String] = []) throws {
        try self.init(folder, epochs: epochs, change: .pairs(changes))
    }

    /// Checks that a run can go on, with a change of either form; as ``init(_:epochs:changes:)``.
    public init(_ folder: RunFolder, epochs: Int? = nil, change: Change) throws {
        let header = try CheckpointFile.header(in: folder.path)
        let epoch = max(0, header?.epoch ?? 0)
        if header == nil { try folder.checkHasNotEnded() }
        let place = SpecPlace(folder: folder, header: header, epoch: epoch)
        let stored = try place.course(allowing: change.keys, epochs: epochs)
        let planned = try place.plan(after: stored)
        let known = try SpecCourse(
            stored.start, stored.continuations.filter { $0.epoch <= epoch },
            source: folder.file(RunFolder.continuationsName))
        let due = planned.changes.filter { $0.epoch == epoch }
        let before = due.isEmpty ? known.end : try known.end.changed(by: due, source: folder.file(RunPlan.name))
        var (end, said) = (before, [String]())
        switch change {
        case .pairs(let pairs) where pairs.isEmpty: break
        case .pairs(let pairs):
            try place.checkBegun(pairs)
            (end, said) = try place.run(before).continued(with: pairs)
            // A run knows the files of its data and of its first weights by their absolute paths.
            (end.initialization, end.signals) = (before.initialization, before.signals)
        case .again(let continuations):
            end = try before.changed(by: continuations, source: folder.path)
        }
        // One that was killed after its last epoch still has to write its figures.
        guard epoch < end.epochs || epoch == end.epochs && !folder.hasSummary else {
            throw RunError(
                place: folder.path,
                problem: end.epochs < epoch
                    ? "\(epoch) epochs are done: expected more than that, not \(end.epochs)"
                    : "the run has finished, after \(epoch) epochs; to train it further: --epochs \(max(1, 2 * epoch))")
        }
        run = try place.run(end)
        if case .pairs(let pairs) = change, !pairs.isEmpty {
            try run.checkContinuation(of: before, at: epoch, changes: pairs)
        }
        if header == nil { try folder.checkStart(of: known.start) }
        (self.folder, self.epoch, course) = (folder, epoch, try place.course(known, endingWith: end))
        (plan, storedPlan) = (planned.changes, planned.stored)
        notices =
            (header.map { $0.notices.isEmpty ? folder.lostCheckpoint(after: $0.epoch) : $0.notices }
                ?? ["\(folder.path) has no checkpoint yet: it begins again, from epoch 0."])
            + (folder.lostLosses(before: epoch).map { [$0] } ?? []) + planned.notices + said
            + [folder.dataNotice].compactMap(\.self)
        try checkCheckpoint()
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
        if let before = found.spec {
            let old = found.checkpoint.schedule
            let new = run.spec.training.scheduleState(at: epoch, after: before.training, old)
            if new.learningRate != old.learningRate {
                notices.append(
                    "The learning rate is \(NumberText.exact(new.learningRate)) from epoch \(NumberText.count(epoch)) on; it was \(NumberText.exact(old.learningRate))."
                )
            }
        }
        isHistoryDamaged = try folder.rows(of: found) == nil
        if isHistoryDamaged {
            notices.append(
                "\(folder.file(RunFolder.historyName)) is damaged: the run goes on without its rows before epoch \(epoch), "
                    + "and the file is kept as \(folder.damagedHistoryPath)")
        }
    }

    /// Goes on, with the records of the folder brought up to date: the number of epochs in `spec.yaml`, and what is
    /// changed in `continuations.json`.
    func prepare() throws {
        // One that has changed nothing can go on from a later checkpoint.
        let hasChanges = course.continuations.last?.epoch == epoch || !plan.isEmpty
        if hasChanges, max(0, try CheckpointFile.header(in: folder.path)?.epoch ?? 0) != epoch {
            throw RunError(
                place: folder.path,
                problem: "another process has trained the run in the meantime: expected no other one")
        }
        folder.removeTemporaryFiles()
        if isHistoryDamaged { _ = rename(folder.file(RunFolder.historyName), folder.damagedHistoryPath) }
        // What lies ahead again is planned before it is taken out of the changes, and what changes now is among the
        // changes before it is taken out of the plan.
        if plan != storedPlan { try RunPlan.write(plan, to: folder.path) }
        try folder.write(course)
        let later = plan.filter { $0.epoch > epoch }
        if later != plan { try RunPlan.write(later, to: folder.path) }
    }
}
