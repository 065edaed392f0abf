internal import Diagnostics
internal import Experiments
internal import Foundation
internal import Networks
internal import RunStore
internal import Synchronization

/// A run that a person watches and steers, on a thread of its own.
///
/// What changes training is never done to the running loop: it stops between two epochs, writes its checkpoint, and
/// goes on by the changed spec, as `heaviside resume --continue-with` does. So the folder always tells how to get the
/// same bits again.
final class LiveRun: Sendable {
    /// A change of the spec, made between two epochs.
    struct Change: Sendable {
        /// The epoch; nil for the present one, whichever that is.
        let epoch: Int?
        /// The change, given the epoch and the spec in force.
        let change: @Sendable (_ epoch: Int, _ spec: Spec) -> Resumption.Change
        /// What to say of it; nil where it goes without saying.
        var cause: String?
        /// How the run goes on after it; nil where nothing of that changes.
        var pace: Pace?
        /// Whether the run is held after it.
        var pauses = false
        /// Whether the run is held where it is refused: trained on without it, this would be another run.
        var isNeeded = false
    }

    /// Where training begins.
    enum Beginning: Sendable {
        /// In a new folder, from the first epoch; of a fork, with what its folder says from the start.
        case new(ExperimentRun, ForkPlan?)
        /// In its folder, from its last checkpoint; with a number of epochs in all, or that of its spec.
        case further(RunFolder, epochs: Int?)
    }

    private struct Guarded {
        var state: RunState
        var folder: RunFolder?
        var spec: Spec?
        var changes: [Change]
        var failure: EngineProblem?
        /// Why a change was not made.
        var refusal: EngineProblem?
        var hasEnded = false
    }

    let control: RunControl
    private let root: RunRoot
    private let beginning: Beginning
    /// A file that the run starts from, and that is removed when it has ended.
    private let temporaryFile: String?
    /// Whether somebody looks at every epoch.
    private let isWatched: Bool
    /// Called several times a second, on the run's own thread.
    private let progress: (@Sendable (TrainingProgress) -> Void)?
    private let guarded: Mutex<Guarded>
    /// Called on the run's own thread whenever its state has changed.
    private let changed: @Sendable (LiveRun) -> Void
    /// The recorders of stretches of training whose states have not all been looked at, and of the present one.
    private let recorders = Mutex<[LiveRecorder]>([])
    private static let mostRecorders = 4
    private let hasFolder = DispatchSemaphore(value: 0)

    init(
        _ beginning: Beginning, in root: RunRoot, pace: Pace, isPaused: Bool, changes: [Change] = [],
        temporaryFile: String? = nil, isWatched: Bool = true,
        progress: (@Sendable (TrainingProgress) -> Void)? = nil,
        changed: @escaping @Sendable (LiveRun) -> Void
    ) {
        (self.root, self.beginning, self.changed) = (root, beginning, changed)
        (self.temporaryFile, self.isWatched, self.progress) = (temporaryFile, isWatched, progress)
        control = RunControl(pace: pace, isPaused: isPaused)
        let epochs: Int
        let id: String
        switch beginning {
        case .new(let run, _): (id, epochs) = ("", run.spec.epochs)
        case .further(let folder, let more): (id, epochs) = (folder.id, more ?? 0)
        }
        guarded = Mutex(
            Guarded(
                state: RunState(run: id, status: .idle, epoch: 0, epochs: epochs, pace: pace.text), changes: changes))
        control.planStop(at: changes.first.flatMap(\.epoch))
    }

    /// How the run stands.
    var state: RunState {
        var state = guarded.withLock { $0.state }
        if state.status == .running, control.isPaused { state.status = .paused }
        state.pace = control.pace.text
        return state
    }

    /// The spec in force; nil before training has begun.
    var spec: Spec? { guarded.withLock { $0.spec } }

    /// Whether the thread has ended.
    var hasEnded: Bool { guarded.withLock { $0.hasEnded } }

    /// What kept it from training, or from a change; nil where nothing has.
    var failure: EngineProblem? { guarded.withLock { $0.failure ?? $0.refusal } }

    /// The state that was handed over last, once.
    func takeFrame() -> LiveFrame? { recorders.withLock { $0.last }?.take() }

    /// Lets a detector see the states of every epoch that wait, at most `limit` of them and of one stretch of training;
    /// the number of those.
    func drain(into detector: inout EventDetector, limit: Int) -> Int {
        while true {
            let (first, isOver) = recorders.withLock { ($0.first, $0.count > 1) }
            let count = first?.drain(into: &detector, limit: limit) ?? 0
            guard count == 0, isOver else { return count }
            recorders.withLock { if $0.first === first { $0.removeFirst() } }
        }
    }

    /// Begins, and waits until the run has a folder.
    ///
    /// - Throws: ``EngineProblem`` for what kept the run from beginning.
    func begin() throws(EngineProblem) -> RunFolder {
        let thread = Thread { [self] in carryOut() }
        thread.stackSize = 16 << 20
        thread.name = "training"
        thread.start()
        hasFolder.wait()
        let (folder, failure) = guarded.withLock { ($0.folder, $0.failure) }
        if let failure { throw failure }
        guard let folder else { throw EngineProblem(500, "", "the run has no folder") }
        return folder
    }

    /// Changes the spec at the present epoch.
    func change(_ change: Change) {
        guarded.withLock { $0.changes.insert(change, at: 0) }
        control.stop()
    }

    /// Ends training before the next epoch, and lets it go no further.
    func stop() {
        guarded.withLock { $0.changes = [] }
        control.stop()
    }

    private func makeRecorder() -> LiveRecorder {
        let losses = recorders.withLock { $0.last?.allBuckets } ?? LossBuckets()
        let recorder = LiveRecorder(control, losses: losses, isWatched: isWatched) { [self] spec, epoch in
            let changesRate = guarded.withLock {
                let changesRate = $0.spec.map { spec.changesRate(of: $0, at: epoch) } ?? false
                $0.spec = spec
                $0.state.epochs = spec.epochs
                $0.state.epoch = epoch
                $0.state.status = .running
                $0.state.rate = spec.training.scheduleState(at: epoch).learningRate
                return changesRate
            }
            changed(self)
            return changesRate
        } ended: { _ in
        }
        recorders.withLock {
            $0.append(recorder)
            if $0.count > Self.mostRecorders { $0.removeFirst() }
        }
        return recorder
    }

    private func note(_ folder: RunFolder) {
        guarded.withLock {
            $0.folder = folder
            $0.state.run = folder.id
        }
        hasFolder.signal()
    }

    private func carryOut() {
        defer { if let temporaryFile { unlink(temporaryFile) } }
        do {
            var summary = try first()
            while summary.status == .interrupted, let next = nextChange(at: summary.epochs) {
                summary = try goOn(next, at: summary.epochs)
            }
            end(summary)
        } catch {
            fail(EngineProblem(error))
        }
    }

    private func first() throws -> RunSummary {
        switch beginning {
        case .new(let run, let plan):
            let batch = RunBatch(in: root, threads: 1) { [self] in recorders($0, $1) }
            if let plan {
                return try batch.carryOut(run, as: plan, stop: control.stopRequest) { [progress] in
                    progress?($0.run)
                }
            }
            let summaries = try batch.carryOut([run], stop: control.stopRequest) { [progress] in progress?($0.run) }
            guard let summary = summaries.first else {
                throw EngineProblem(500, "", "the run has not begun")
            }
            return summary
        case .further(let folder, let epochs):
            return try resume(Resumption(folder, epochs: epochs))
        }
    }

    private func resume(_ resumption: Resumption) throws -> RunSummary {
        try RunBatch.resume(
            resumption, recorders: { [self] in recorders($0, $1) }, stop: control.renewedRequest(), progress: progress)
    }

    /// The recorders of a stretch of training; what is planned to change on the way begins another one.
    private func recorders(_ folder: RunFolder, _ own: FolderRecorder) -> [any RunRecorder] {
        let recorder = makeRecorder()
        // From here on nobody else writes the folder.
        note(folder)
        return [own, recorder]
    }

    /// The change that is due at an epoch; nil where the run was stopped for good.
    private func nextChange(at epoch: Int) -> Change? {
        guarded.withLock {
            guard let next = $0.changes.first, next.epoch ?? 0 <= epoch else { return nil }
            $0.changes.removeFirst()
            $0.state.cause = next.cause
            control.planStop(at: $0.changes.first.flatMap(\.epoch))
            if let pace = next.pace { control.setPace(pace) }
            if next.pauses { control.pause() }
            return next
        }
    }

    /// Goes on by a changed spec; where the change is refused, by the spec as it was, and says so. Without a change
    /// that is needed the run is held, and what was to be changed later is dropped.
    private func goOn(_ change: Change, at epoch: Int) throws -> RunSummary {
        let (folder, spec) = guarded.withLock { ($0.folder, $0.spec) }
        guard let folder, let spec else { throw EngineProblem(500, "", "the run has no folder") }
        let resumption: Resumption
        do {
            resumption = try Resumption(folder, change: change.change(epoch, spec))
        } catch {
            guarded.withLock {
                $0.refusal = EngineProblem(error)
                $0.state.cause =
                    "\(change.isNeeded ? "held at epoch \(NumberText.count(epoch)), " : "")not changed: "
                    + ErrorText.sentence(error)
                if change.isNeeded { $0.changes = [] }
            }
            if change.isNeeded {
                control.planStop(at: nil)
                control.pause()
            }
            return try resume(Resumption(folder))
        }
        return try resume(resumption)
    }

    private func end(_ summary: RunSummary) {
        guarded.withLock {
            $0.state.epoch = summary.epochs
            $0.state.status =
                switch summary.status {
                case .finished: .finished
                case .diverged: .diverged
                default: .stopped
                }
            $0.state.hash = summary.weightsSHA256
            $0.hasEnded = true
        }
        changed(self)
    }

    private func fail(_ problem: EngineProblem) {
        let hadFolder = guarded.withLock {
            $0.failure = problem
            $0.state.status = .stopped
            $0.state.cause = problem.description
            $0.hasEnded = true
            return $0.folder != nil
        }
        if !hadFolder { hasFolder.signal() }
        changed(self)
    }
}
