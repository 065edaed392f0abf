internal import Exchange
public import Experiments
public import Networks

/// Writes a run into its folder: history, snapshots and checkpoints while it trains, model and figures at the end.
///
/// `history.csv` is rewritten whole when it has grown by a tenth, at most once a second, and at the end.
public final class FolderRecorder: RunRecorder {
    private let folder: RunFolder
    /// The folder, which no other one may take the place of.
    let held: HeldFolder?
    private let resuming: Bool
    /// The spec that a new run has just written into the folder; nil where it has to be read.
    private let begun: Spec?
    private var rows: [HistoryRow] = []
    /// The number of rows that this recorder has written into `history.csv`; nil where it has not written the file.
    private var writtenCount: Int?
    private var lastWrite = ContinuousClock.now
    private var losses: LossFile?
    /// What TensorBoard reads; nil where the spec does not ask for it.
    private var events: EventFile?
    /// The specs of the folder, which no one else may change while the run is written, and the text of the last one.
    private var known: (course: SpecCourse, text: String, planned: [Continuation])?
    /// What snapshots say of their data, so that each is a model on its own.
    private var signals: SignalSpec?
    /// The name of the next checkpoint; the other one is kept until that is whole.
    private var checkpointName = CheckpointFile.names[0]
    /// The figures that were written at the end; nil before.
    private(set) var summary: RunSummary?

    /// Records into `folder`; with `resuming`, continues from its checkpoint and history.
    public convenience init(_ folder: RunFolder, resuming: Bool = false) {
        self.init(folder, resuming: resuming, begun: nil)
    }

    /// Records a run that has just written a spec into `folder`, which need not be read again.
    convenience init(_ folder: RunFolder, begun spec: Spec) {
        self.init(folder, resuming: false, begun: RunFolder.kept(spec))
    }

    private init(_ folder: RunFolder, resuming: Bool, begun: Spec?) {
        self.folder = folder
        held = HeldFolder(folder.path, keeping: RunFolder.specName)
        self.resuming = resuming
        self.begun = begun
    }

    /// The checkpoint of the folder; nil for a new run.
    public func savedCheckpoint<S: TrainableScalar>(
        like template: Network<S>, epochs: Int
    ) throws -> TrainingCheckpoint<S>? {
        guard resuming else { return nil }
        let course = try specs().course
        let spec = course.end
        let found: CheckpointFile.Found<S>? = try CheckpointFile.read(
            from: folder.path, like: template, optimizer: spec.training.optimizer, epochs: epochs)
        guard let found else { return nil }
        var checkpoint = found.checkpoint
        rows = try folder.rows(of: found) ?? []
        checkpointName = CheckpointFile.names.first { $0 != found.name } ?? checkpointName
        guard let before = found.spec, before != spec || found.continuations != course.continuations else {
            return checkpoint
        }
        checkpoint.schedule = spec.training.scheduleState(
            at: checkpoint.epoch, after: before.training, checkpoint.schedule)
        // From here on the folder's spec is the checkpoint's, also where the run is killed before the next one.
        try record(checkpoint)
        return checkpoint
    }

    /// Notes an epoch.
    public func record(_ row: HistoryRow) throws {
        rows.append(row)
        if let events {
            try held?.check()
            try events.append(row)
        }
        let hasGrown = rows.count * 10 > (writtenCount ?? 0) * 11
        if rows.count == 1 || hasGrown && .now - lastWrite > .seconds(1) { try flush() }
    }

    /// Begins or continues `losses.bin`, and the file for TensorBoard.
    public func start(_ spec: Spec, epoch: Int) throws {
        signals = spec.signals
        try held?.check()
        losses = try LossFile(folder.file(LossFile.name), fromEpoch: epoch)
        if spec.record.tensorBoard { events = try EventFile(folder.file(EventFile.name), after: rows) }
    }

    /// Appends to `losses.bin`.
    public func record(losses: [Double], fromEpoch epoch: Int) throws {
        try held?.check()
        try self.losses?.append(losses: losses, fromEpoch: epoch)
    }

    /// Appends to `losses.bin`.
    public func record(learningRate: Double, fromEpoch epoch: Int) throws {
        try held?.check()
        try losses?.append(learningRate: learningRate, fromEpoch: epoch)
    }

    /// Appends to `losses.bin`.
    public func record(learningRates: [Double], fromEpoch epoch: Int) throws {
        try held?.check()
        try losses?.append(learningRates: learningRates, fromEpoch: epoch)
    }

    /// Writes `snapshots/epoch-N.safetensors`.
    public func record<S: TrainableScalar>(snapshot network: Network<S>, epoch: Int) throws {
        try held?.check()
        try Folder.make(folder.file(RunFolder.snapshotsName), withParents: false)
        try NetworkFile.file(for: network, signals: signals).write(to: folder.snapshotPath(epoch))
    }

    /// Writes `checkpoint/`, after the history that leads to it.
    ///
    /// The figures of a run that had ended, and is trained further, are removed.
    public func record<S: TrainableScalar>(_ checkpoint: TrainingCheckpoint<S>) throws {
        try held?.check()
        try folder.removeSummary()
        try flush()
        try losses?.flush()
        try events?.flush()
        let (course, text, planned) = try specs()
        try held?.check()
        try CheckpointFile.write(
            checkpoint, of: course, text: text, planned: planned, rows: rows.filter { $0.epoch < checkpoint.epoch },
            to: folder.path, as: checkpointName)
        checkpointName = CheckpointFile.names.first { $0 != checkpointName } ?? checkpointName
    }

    private func specs() throws -> (course: SpecCourse, text: String, planned: [Continuation]) {
        if let known { return known }
        // A folder in which a run begins again may still say that an earlier one was changed.
        let course = try begun.flatMap { folder.hasChanges ? nil : SpecCourse($0) } ?? folder.course()
        let found = (course, text: course.end.yaml, planned: try folder.planned())
        known = found
        return found
    }

    /// Writes the history, the model and the figures.
    public func finish(_ result: RunResult) throws {
        try flush()
        summary = try folder.finish(result, in: held)
    }

    /// Writes the history, where its files do not have it yet.
    public func flush() throws {
        try held?.check()
        try events?.write()
        guard writtenCount != rows.count else { return }
        lastWrite = .now
        let hasCode = rows.contains { $0.codeR2 != nil }
        let holdsOut = rows.contains { $0.heldOutLoss != nil }
        let hasTest = rows.contains { $0.testLoss != nil }
        let header =
            ["epoch", "loss", "learningRate", "maxAbsoluteError"] + (hasCode ? ["codeR2", "codeDeviation"] : [])
            + (holdsOut ? ["heldOutLoss"] : []) + (hasTest ? ["testLoss"] : [])
        let lines = rows.map { row in
            var values = [row.loss, row.learningRate, row.maxAbsoluteError]
            if hasCode { values += [row.codeR2 ?? .nan, row.codeDeviation ?? .nan] }
            if holdsOut { values.append(row.heldOutLoss ?? .nan) }
            if hasTest { values.append(row.testLoss ?? .nan) }
            return [String(row.epoch)] + values.map(CSVTable.format)
        }
        try CSVTable(header: header, rows: lines).write(to: folder.file(RunFolder.historyName))
        writtenCount = rows.count
    }
}
