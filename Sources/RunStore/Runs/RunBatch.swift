internal import Diagnostics
internal import Exchange
public import Experiments
public import Networks
import Synchronization

/// Carries out runs, each in a folder of its own, several at a time where there are several.
///
/// A run is computed by one thread, so that its weights do not depend on how many others run beside it. Each run has
/// recorders of its own: the folder's, unless others are given. To listen as well as write, add a listener to the list:
///
///     RunBatch(in: root, threads: 4) { folder, recorder in
///         [recorder, RunListener { page.show($0, of: folder.id) }]
///     }
public struct RunBatch: Sendable {
    /// The recorders of the run in a folder, given the one that writes the folder.
    ///
    /// A list without that one leaves a folder that holds nothing but its spec and its machine.
    public typealias Recorders = @Sendable (RunFolder, FolderRecorder) -> [any RunRecorder]

    /// How far several runs are.
    public struct Progress: Sendable {
        /// The number of runs that have ended.
        public let finished: Int
        /// The number of runs.
        public let count: Int
        /// The progress of the run that reports.
        public let run: TrainingProgress
        /// The epochs done of all runs over those planned, from 0 to 1; a run that has ended counts whole.
        public let share: Double
        /// The epochs per second of the runs under way together.
        public let epochsPerSecond: Double
        /// The seconds until all runs have ended, estimated; infinite where no speed is known yet.
        public let secondsLeft: Double
    }

    private let root: RunRoot
    private let threads: Int
    private let recorders: Recorders

    /// Runs in `root`, at most `threads` at a time.
    public init(in root: RunRoot, threads: Int, recorders: @escaping Recorders = { [$1] }) {
        self.root = root
        self.threads = max(1, threads)
        self.recorders = recorders
    }

    /// Trains, measures and writes each run; the summaries come in the order of the runs.
    ///
    /// Runs that have not begun when a stop is requested are left out.
    ///
    /// - Throws: the first error in the order of the runs, after every run has ended.
    public func carryOut(
        _ runs: [ExperimentRun], stop: StopRequest? = nil, progress: (@Sendable (Progress) -> Void)? = nil
    ) throws -> [RunSummary] {
        let numbers = Mutex<[String: Int]>([:])
        return try carryOut(runs.map { (run: $0, resuming: nil) }, stop: stop, progress: progress) { run in
            try numbers.withLock { try root.create(run.spec, numbers: &$0) }
        }
    }

    /// Trains a run that leaves another one, in a folder of its own, and changes on the way what is planned.
    ///
    /// The folder says from the start what is to change, so that ``resume(_:recorders:stop:progress:)`` carries out
    /// what is left of it.
    ///
    /// - Throws: what ``carryOut(_:stop:progress:)`` throws, and `SpecError` for a change that cannot be made.
    public func carryOut(
        _ run: ExperimentRun, as fork: ForkPlan, stop: StopRequest? = nil,
        progress: (@Sendable (Progress) -> Void)? = nil
    ) throws -> RunSummary {
        let summaries = try carryOut([(run: run, resuming: nil)], stop: stop, progress: progress) { run in
            var numbers: [String: Int] = [:]
            return try root.create(run.spec, numbers: &numbers, fork: fork)
        }
        guard let summary = summaries.first else { throw RunError(place: root.path, problem: "the run has not begun") }
        return summary
    }

    /// Carries out one run for each seed, in one folder.
    ///
    /// The batch has an id like a run's, "autoencoder-study-7", and its runs have that id and their seed,
    /// "autoencoder-study-7/3". After a request to stop, the batch ends with the runs that are under way;
    /// ``complete(_:stop:progress:)`` carries on.
    ///
    /// - Parameters:
    ///   - run: the experiment.
    ///   - seeds: the seeds, at least one, each of them once.
    ///   - stop: ends training early.
    ///   - progress: called several times a second, on the thread of the run that reports.
    /// - Returns: the results of all runs.
    /// - Throws: the first error in the order of the seeds, after every run has ended.
    public func carryOut(
        _ run: ExperimentRun, seeds: [UInt64], stop: StopRequest? = nil,
        progress: (@Sendable (Progress) -> Void)? = nil
    ) throws -> BatchSummary {
        guard let first = seeds.first else { throw RunError(place: "seeds", problem: "none: expected one or more") }
        let batch = try root.createBatch(run.seeded(first).spec, seeds: seeds)
        try batch.noteData(of: run, batch.spec())
        return try carryOut(batch, stop, progress) { seeds.map { (run: run.seeded($0), resuming: nil) } }
    }

    /// Completes a batch: resumes the runs that were interrupted and begins those that have not begun.
    ///
    /// A run that was killed before its first checkpoint begins again; a run that has ended is left alone.
    ///
    /// - Throws: ``RunError`` where nothing is left to do, where another process is carrying out the batch, and where a
    ///   run cannot be resumed; what ``carryOut(_:seeds:stop:progress:)`` throws.
    public func complete(
        _ batch: BatchFolder, stop: StopRequest? = nil, progress: (@Sendable (Progress) -> Void)? = nil
    ) throws -> BatchSummary {
        try carryOut(batch, stop, progress) { try Self.unfinished(batch) }
    }

    /// Checks that a batch can be completed: that a run is left, and that those that were interrupted can be resumed.
    ///
    /// - Returns: what a person should know before the runs go on.
    /// - Throws: what is wrong.
    @discardableResult
    public static func checkCompletable(_ batch: BatchFolder) throws -> [String] {
        let runs = try unfinished(batch)
        return (try batch.forgottenRuns(besides: batch.seeds()).map { [$0] } ?? [])
            + runs.flatMap { $0.resuming?.notices ?? [] }
    }

    private static func unfinished(_ batch: BatchFolder) throws -> [(run: ExperimentRun, resuming: Resumption?)] {
        // The seeds must be known: those of a damaged record may be others.
        _ = try batch.seeds()
        let summary = try batch.summary()
        let ended = Set(summary.runs.filter { $0.status != .interrupted }.map(\.seed))
        if let damaged = summary.missing.first(where: { $0.reason == .unreadable }) {
            throw RunError(place: damaged.run, problem: damaged.problem ?? "its summary cannot be read")
        }
        let left = summary.seeds.filter { !ended.contains($0) }
        guard !left.isEmpty else {
            let further = summary.runs.first { $0.status == .finished }.map {
                "; to train one of them further: heaviside resume \(batch.path)/\($0.seed) --epochs N"
            }
            throw RunError(
                place: batch.path, problem: "nothing is left to do: every run of the batch has ended\(further ?? "")")
        }
        try batch.checkSpec()
        let first = try ExperimentRun(
            batch.spec(), source: batch.specPath, searchFolders: [batch.path])
        if let problem = batch.dataProblem(first.data, signals: first.spec.signals) {
            throw RunError(place: "\(batch.specPath): signals.file", problem: problem)
        }
        for seed in summary.seeds {
            let folder = batch.run(seed: seed)
            guard folder.hasBegun else { continue }
            try PlannedSpec.check(folder, has: first.seeded(seed).spec, from: batch.specPath)
        }
        let runs = try left.map { seed -> (run: ExperimentRun, resuming: Resumption?) in
            let folder = batch.run(seed: seed)
            guard folder.hasCheckpoint else { return (first.seeded(seed), nil) }
            let resumption = try Resumption(folder)
            return (resumption.run, resumption)
        }
        // What cannot be trained is found before the first of them is.
        try runs.first { $0.resuming == nil }?.run.check()
        return runs
    }

    /// Carries out runs of a batch, and no other process at the same time.
    private func carryOut(
        _ batch: BatchFolder, _ stop: StopRequest?, _ progress: (@Sendable (Progress) -> Void)?,
        runs: () throws -> [(run: ExperimentRun, resuming: Resumption?)]
    ) throws -> BatchSummary {
        try batch.locked(.exclusive) { held in
            _ = try carryOut(runs(), stop: stop, progress: progress) {
                try held?.check()
                return try batch.begin($0)
            }
            try held?.check()
            try batch.finish()
            return try batch.results()
        }
    }

    /// Carries out runs in the folders that `folder` makes, or resumes them in their own.
    ///
    /// - Returns: the results in the order of the runs, without those that have not begun when a stop is requested.
    func carryOut(
        _ runs: [(run: ExperimentRun, resuming: Resumption?)], stop: StopRequest?,
        progress: (@Sendable (Progress) -> Void)?, folder: @escaping @Sendable (ExperimentRun) throws -> RunFolder
    ) throws -> [RunSummary] {
        let forecast = RunForecast(
            runs.map { RunForecast.Plan(recipe: $0.run.spec.name, epochs: $0.run.spec.epochs) }, threads: threads)
        let summaries = try ParallelWork(threads: threads).map(Array(runs.indices)) { k -> RunSummary? in
            guard k == 0 || stop?.isRequested != true else { return nil }
            let (run, resumed) = runs[k]
            let folder = try resumed?.folder ?? folder(run)
            let report = progress.map { progress in
                { (training: TrainingProgress) in
                    forecast.note(k, training)
                    progress(forecast.progress(of: training))
                }
            }
            let summary = try folder.locked {
                // One that begins again may have been killed, too.
                if let resumed {
                    try resumed.prepare()
                } else {
                    folder.removeTemporaryFiles()
                    try folder.noteData(of: run, folder.spec())
                }
                let own =
                    resumed == nil
                    ? FolderRecorder(folder, begun: run.spec) : FolderRecorder(folder, resuming: true)
                return try Self.carryOut(run, in: folder, own, recorders, stop: stop, progress: report)
            }
            forecast.end(k, epochs: summary.epochs, seconds: summary.seconds)
            return summary
        }
        return summaries.compactMap { $0 }
    }

    /// Lets a run go on from its checkpoint, to the same bits as if it had never stopped.
    ///
    /// - Throws: ``RunError`` where another process writes the run or carries out its batch or survey, and what
    ///   ``carryOut(_:stop:progress:)`` throws.
    public static func resume(
        _ resumption: Resumption, recorders: Recorders = { [$1] }, stop: StopRequest? = nil,
        progress: ((TrainingProgress) -> Void)? = nil
    ) throws -> RunSummary {
        let folder = resumption.folder
        func resume() throws -> RunSummary {
            let own = FolderRecorder(folder, resuming: true)
            return try folder.locked {
                try resumption.prepare()
                return try carryOut(resumption.run, in: folder, own, recorders, stop: stop, progress: progress)
            }
        }
        return try folder.container?.locked(.shared) { _ in try resume() } ?? resume()
    }

    /// Trains a run from its state to its end, or until it is stopped, and changes on the way what is planned.
    private static func carryOut(
        _ run: ExperimentRun, in folder: RunFolder, _ own: FolderRecorder, _ recorders: Recorders,
        stop: StopRequest?, progress: ((TrainingProgress) -> Void)?
    ) throws -> RunSummary {
        var (run, own) = (run, own)
        while true {
            let change = try folder.planned().first?.epoch
            let limited = change.map { StopRequest(after: $0, or: stop) } ?? stop
            let summary = try carryOutStretch(run, in: folder, own, recorders, stop: limited, progress: progress)
            guard summary.status == .interrupted, stop?.isRequested != true, summary.epochs == change else {
                return summary
            }
            let resumption = try Resumption(folder)
            try own.held?.check()
            try resumption.prepare()
            (run, own) = (resumption.run, FolderRecorder(folder, resuming: true))
        }
    }

    private static func carryOutStretch(
        _ run: ExperimentRun, in folder: RunFolder, _ own: FolderRecorder, _ recorders: Recorders,
        stop: StopRequest?, progress: ((TrainingProgress) -> Void)?
    ) throws -> RunSummary {
        let recorder = RecorderTee(recorders(folder, own))
        do {
            let result = try run.run(recorder: recorder, stop: stop, progress: progress)
            return own.summary ?? folder.summary(of: result)
        } catch let lost as LostFolder {
            throw lost.withWhatIsKept
        } catch let error as any InputError where error is ExchangeError || error is RunError {
            // A file that could not be written may be one of a folder that is gone.
            do throws(LostFolder) {
                try own.held?.check()
            } catch {
                throw error.withWhatIsKept
            }
            let expected = error.expected.map { "; expected \($0)" } ?? ""
            throw RunError(place: error.place, problem: "\(error.problem)\(expected); \(folder.kept)")
        }
    }
}

extension LostFolder {
    /// The same with what of the run is kept where the folder is now.
    fileprivate var withWhatIsKept: LostFolder {
        guard mark == nil else { return self }
        var lost = self
        lost.kept =
            present.map {
                RunFolder(root: RunRoot(PathParts.folder($0)), id: PathParts.name($0)).kept
            } ?? "nothing of the run is kept"
        return lost
    }
}
