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

    /// How far a batch is.
    public struct Progress: Sendable {
        /// The number of runs that have ended.
        public let finished: Int
        /// The number of runs.
        public let count: Int
        /// The progress of the run that reports.
        public let run: TrainingProgress
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
        try carryOutInPlace(runs, stop: stop, progress: progress).compactMap { $0 }
    }

    /// The same with a place for every run: nil for one that has not begun.
    func carryOutInPlace(
        _ runs: [ExperimentRun], stop: StopRequest? = nil, progress: (@Sendable (Progress) -> Void)? = nil
    ) throws -> [RunSummary?] {
        let finished = Atomic<Int>(0)
        let numbers = Mutex<[String: Int]>([:])
        return try ParallelWork(threads: threads).map(Array(runs.indices)) { k -> RunSummary? in
            guard k == 0 || stop?.isRequested != true else { return nil }
            let folder = try numbers.withLock { try root.create(runs[k].spec, numbers: &$0) }
            let report = progress.map { progress in
                { progress(Progress(finished: finished.load(ordering: .relaxed), count: runs.count, run: $0)) }
            }
            let summary = try folder.locked {
                try Self.carryOut(
                    runs[k], in: folder, RecorderTee(recorders(folder, FolderRecorder(folder))), stop: stop,
                    progress: report)
            }
            finished.add(1, ordering: .relaxed)
            return summary
        }
    }

    /// Lets a run go on from its checkpoint, to the same bits as if it had never stopped.
    ///
    /// - Throws: ``RunError`` where another process writes the run, and what ``carryOut(_:stop:progress:)`` throws.
    public static func resume(
        _ resumption: Resumption, recorders: Recorders = { [$1] }, stop: StopRequest? = nil,
        progress: ((TrainingProgress) -> Void)? = nil
    ) throws -> RunSummary {
        let folder = resumption.folder
        let own = RecorderTee(recorders(folder, FolderRecorder(folder, resuming: true)))
        return try folder.locked {
            try resumption.prepare()
            return try carryOut(resumption.run, in: folder, own, stop: stop, progress: progress)
        }
    }

    private static func carryOut(
        _ run: ExperimentRun, in folder: RunFolder, _ recorder: RecorderTee, stop: StopRequest?,
        progress: ((TrainingProgress) -> Void)?
    ) throws -> RunSummary {
        folder.summary(of: try run.run(recorder: recorder, stop: stop, progress: progress))
    }
}
