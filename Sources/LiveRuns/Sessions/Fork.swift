internal import Diagnostics
public import Experiments
internal import Foundation
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
    /// What is changed on the way to ``epoch``, and from there.
    let changes: [LiveRun.Change]
    /// The epochs at which a key gets another value.
    private let changingEpochs: [Int]

    /// Checks that a run can be left at an epoch; writes nothing.
    ///
    /// What the run itself changed on the way is changed again; after ``epoch`` only where the fork changes nothing.
    ///
    /// - Parameters:
    ///   - folder: the run.
    ///   - epoch: the number of epochs that both have in common.
    ///   - epochs: the number of epochs in all; nil for that of the run.
    ///   - pairs: `key=value` pairs: what is different from there on.
    /// - Throws: ``EngineProblem`` for an epoch that the run does not have; `SpecError` for what is wrong with the
    ///   changes; what reading the run's specs throws.
    public init(_ folder: RunFolder, at epoch: Int?, epochs: Int? = nil, changes pairs: [String] = []) throws {
        try self.init(folder, at: epoch, epochs: epochs, changes: pairs, pace: .flat, pauses: false)
    }

    /// The same, with how the fork goes on after `epoch`: its pace, and whether it is held there.
    init(
        _ folder: RunFolder, at epoch: Int?, epochs: Int? = nil, changes pairs: [String], pace: Pace, pauses: Bool
    ) throws {
        let course = try folder.course()
        let all = epochs ?? course.end.epochs
        guard let epoch, epoch >= 0, epoch < all, epoch <= course.end.epochs else {
            throw EngineProblem(
                422, "at", "it is no epoch to fork from",
                expected: "0 to \(max(0, min(all - 1, course.end.epochs)))")
        }
        (self.folder, origin, self.epoch) = (folder, folder.id, epoch)
        isSame = pairs.isEmpty && all == course.end.epochs
        if let summary = try? folder.summary(), summary.status == .diverged, epoch > summary.epochs {
            throw EngineProblem(
                422, "at", "\(folder.id) diverged after \(NumberText.plural(summary.epochs, "epoch"))",
                expected: "0 to \(summary.epochs)")
        }
        var spec = course.start
        spec.epochs = all
        var said: [String] = []
        if epoch == 0, !pairs.isEmpty {
            run = try folder.run(of: spec.changed(overrides: pairs, source: "fork"))
            try run.check()
            (changes, changingEpochs, notices) = ([], [], [])
            return
        }
        if !pairs.isEmpty {
            let stage = course.stages.last { $0.epoch <= epoch }?.spec ?? course.start
            said = try Self.checked(pairs, of: stage, at: epoch, in: folder)
        }
        var changes = course.stages.dropFirst().filter { pairs.isEmpty ? $0.epoch < all : $0.epoch <= epoch }.map {
            stage in
            let known = course.continuations.filter { $0.epoch == stage.epoch }
            return LiveRun.Change(epoch: stage.epoch, change: { _, _ in .again(known) }, isNeeded: true)
        }
        changingEpochs = changes.compactMap(\.epoch) + (pairs.isEmpty ? [] : [epoch])
        if epoch > 0 {
            let own = LiveRun.Change(
                epoch: epoch, change: { _, _ in .pairs(pairs) }, cause: "forked from \(folder.id) at epoch \(epoch)",
                pace: pace, pauses: pauses, isNeeded: true)
            changes.insert(own, at: changes.firstIndex { ($0.epoch ?? 0) > epoch } ?? changes.endIndex)
        }
        run = try folder.run(of: spec)
        (self.changes, notices) = (changes, said)
    }

    /// Checks changes as for a run that goes on with them; returns what a person should know.
    private static func checked(
        _ pairs: [String], of stage: Spec, at epoch: Int, in folder: RunFolder
    ) throws(SpecError) -> [String] {
        // The option of `heaviside resume` has another name here.
        func named(_ text: String) -> String { text.replacing("--continue-with", with: "--set") }
        do throws(SpecError) {
            let after = try folder.run(of: stage).continued(with: pairs)
            try folder.run(of: after.spec).checkContinuation(of: stage, at: epoch, changes: pairs)
            return after.notices.map(named)
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
    /// - Throws: ``EngineProblem`` for what kept it from training.
    public func carryOut(
        in root: RunRoot, stop: StopRequest, progress: (@Sendable (TrainingProgress) -> Void)? = nil
    ) throws -> RunSummary {
        let live = LiveRun(
            .new(run), in: root, pace: .flat, isPaused: false, changes: changes, isWatched: false, progress: progress
        ) { _ in }
        let folder = try live.begin()
        while !live.hasEnded {
            // Without a change that is refused it would be another run.
            if stop.isRequested || live.failure != nil { live.stop() }
            Thread.sleep(forTimeInterval: 0.01)
        }
        if let failure = live.failure { throw failure }
        return try folder.summary()
    }

    /// The first epoch at which a key should have got another value, where training ended before that; else nil.
    public func missedChange(_ summary: RunSummary) -> Int? {
        let made = Set((summary.continuations ?? []).map(\.epoch))
        return changingEpochs.filter { $0 >= summary.epochs && !made.contains($0) }.min()
    }

    /// Whether a fork that changes nothing has ended with the bits of its origin; nil where something is changed, and
    /// where the two have not done as many epochs.
    public func hasSameBits(_ summary: RunSummary) -> Bool? {
        guard isSame, let other = try? folder.summary(), other.epochs == summary.epochs else { return nil }
        return other.weightsSHA256 == summary.weightsSHA256
    }
}
