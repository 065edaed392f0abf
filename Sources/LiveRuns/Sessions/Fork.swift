internal import Diagnostics
public import Experiments
public import Networks
public import RunStore

/// A run that is trained again to an epoch, to the same bits, and on from there with changes, in a folder of its own.
public struct Fork: Sendable {
    /// The run that it leaves.
    private let folder: RunFolder
    /// The id of the run that it leaves.
    public let origin: String
    /// The epoch at which it leaves it.
    public let epoch: Int
    /// Whether nothing is changed, so that it comes to the same bits.
    public let isSame: Bool
    /// What a person should know: which keys have the value already.
    public let notices: [String]
    /// The run that begins.
    let run: ExperimentRun
    /// What its folder says from the start: what it leaves, and what is changed on the way.
    let plan: ForkPlan
    /// What the live page does at ``epoch``; nil where the fork begins there.
    let arrival: LiveRun.Change?

    /// Checks that a run can be left at an epoch; writes nothing.
    ///
    /// What the run itself changed on the way is changed again; after ``epoch`` only where the fork changes nothing.
    ///
    /// - Parameters:
    ///   - folder: the run.
    ///   - epoch: the number of epochs that both have in common.
    ///   - epochs: the number of epochs in all; nil for that of the run.
    ///   - pairs: `key=value` pairs: what is different from there on.
    /// - Throws: ``EngineProblem`` for an epoch that the run does not have, or that no checkpoint holds; `SpecError`
    ///   for what is wrong with the changes; `RunError` for a spec that is not the checkpoint's; what reading the run's
    ///   specs throws.
    public init(_ folder: RunFolder, at epoch: Int?, epochs: Int? = nil, changes pairs: [String] = []) throws {
        try self.init(folder, at: epoch, epochs: epochs, changes: pairs, reached: nil, pace: .flat, pauses: false)
    }

    /// The same, with the last epoch that the run is known to have done, and how the fork goes on after `epoch`: its
    /// pace, and whether it is held there.
    init(
        _ folder: RunFolder, at epoch: Int?, epochs: Int? = nil, changes pairs: [String], reached: Int?, pace: Pace,
        pauses: Bool
    ) throws {
        let (course, saved) = try folder.forkableCourse()
        let all = epochs ?? course.end.epochs
        let done = max(reached ?? 0, saved ?? 0)
        guard let epoch, epoch >= 0, epoch <= course.end.epochs else {
            throw EngineProblem(
                422, "at", "it is no epoch to fork from", expected: "0 to \(min(max(0, all - 1), course.end.epochs))")
        }
        guard epoch < all else {
            throw EngineProblem(
                422, "at", "a run of \(NumberText.plural(all, "epoch")) has none after epoch \(epoch)",
                expected: (all > 1 ? "0 to \(all - 1), or " : "") + "more epochs in all: --epochs \(epoch + 1)")
        }
        if let summary = try? folder.summary(), summary.status == .diverged, epoch > summary.epochs {
            throw EngineProblem(
                422, "at", "\(folder.id) diverged after \(NumberText.plural(summary.epochs, "epoch"))",
                expected: "0 to \(summary.epochs)")
        }
        guard epoch <= done else {
            throw EngineProblem(
                422, "at",
                done > 0
                    ? "\(folder.id) is saved up to epoch \(done), and not yet further"
                    : "no epoch of \(folder.id) is saved yet",
                expected: done > 0 ? "0 to \(done)" : "0, or a checkpoint first")
        }
        (self.folder, origin, self.epoch) = (folder, folder.id, epoch)
        isSame = pairs.isEmpty && all == course.end.epochs
        let left = RunOrigin(run: folder.id, epoch: epoch)
        var spec = course.start
        spec.epochs = all
        if epoch == 0, !pairs.isEmpty {
            run = try folder.run(of: spec.changed(overrides: pairs, source: "fork"))
            try run.check()
            (plan, arrival, notices) = (ForkPlan(left), nil, [])
            return
        }
        var changes = course.continuations.filter { pairs.isEmpty ? $0.epoch < all : $0.epoch <= epoch }
        var said: [String] = []
        if !pairs.isEmpty {
            let stage = course.stages.last { $0.epoch <= epoch }?.spec ?? course.start
            let own = try Self.changes(by: pairs, of: stage, at: epoch, in: folder)
            changes += own.changes
            said = own.notices
        }
        if epoch > 0 {
            arrival = LiveRun.Change(
                epoch: epoch, change: { _, _ in .pairs([]) }, cause: "forked from \(folder.id) at epoch \(epoch)",
                pace: pace, pauses: pauses, isNeeded: true)
        } else {
            arrival = nil
        }
        run = try folder.run(of: spec)
        (plan, notices) = (ForkPlan(left, changes: changes), said)
    }

    /// Checks changes as for a run that goes on with them; returns them, and what a person should know.
    private static func changes(
        by pairs: [String], of stage: Spec, at epoch: Int, in folder: RunFolder
    ) throws(SpecError) -> (changes: [Continuation], notices: [String]) {
        // The option of `heaviside resume` has another name here.
        func named(_ text: String) -> String { text.replacing("--continue-with", with: "--set") }
        do throws(SpecError) {
            let (changes, notices) = try folder.changes(by: pairs, of: stage, at: epoch)
            return (changes, notices.map(named))
        } catch {
            throw SpecError(source: named(error.source), key: error.key, problem: named(error.problem))
        }
    }
}

extension Fork {
    /// Trains it in a new folder.
    ///
    /// - Parameters:
    ///   - root: the folder of all runs.
    ///   - stop: ends training early, with a checkpoint.
    ///   - progress: called several times a second, on the thread that trains.
    /// - Returns: the figures at the end.
    /// - Throws: what kept it from training.
    public func carryOut(
        in root: RunRoot, stop: StopRequest, progress: (@Sendable (TrainingProgress) -> Void)? = nil
    ) throws -> RunSummary {
        try RunBatch(in: root, threads: 1).carryOut(run, as: plan, stop: stop) { [progress] in progress?($0.run) }
    }

    /// Whether a fork that changes nothing has ended with the bits of its origin; nil where something is changed, and
    /// where the two have not done as many epochs.
    public func hasSameBits(_ summary: RunSummary) -> Bool? {
        guard isSame, let other = try? folder.summary(), other.epochs == summary.epochs else { return nil }
        return other.weightsSHA256 == summary.weightsSHA256
    }
}
