public import Experiments
public import Networks
import Synchronization

/// Carries out runs, each in a folder of its own, several at a time where there are several.
///
/// A run is computed by one thread, so that its weights do not depend on how many go on beside it.
public struct RunBatch: Sendable {
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

    /// Runs in `root`, at most `threads` at a time.
    public init(in root: RunRoot, threads: Int) {
        self.root = root
        self.threads = max(1, threads)
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
            let summary = try Self.carryOut(runs[k], in: folder, resuming: false, stop: stop, progress: report)
            finished.add(1, ordering: .relaxed)
            return summary
        }
    }

    /// Checks that a run can go on: that its spec, checkpoint and history can be read and fit together.
    ///
    /// - Throws: what is wrong with the first that cannot.
    public static func checkResumable(_ folder: RunFolder) throws {
        let run = try ExperimentRun(folder.spec(), source: folder.file("spec.yaml"))
        switch run.spec.precision {
        case .float32, .float32DoubleAccumulators: try checkCheckpoint(of: run, in: folder, as: Float.self)
        case .float64: try checkCheckpoint(of: run, in: folder, as: Double.self)
        }
    }

    private static func checkCheckpoint<S: TrainableScalar>(
        of run: ExperimentRun, in folder: RunFolder, as type: S.Type
    ) throws {
        let template: Network<S> = try run.zeroNetwork()
        let recorder = FolderRecorder(folder, resuming: true)
        guard let checkpoint = try recorder.savedCheckpoint(like: template, epochs: run.spec.epochs) else { return }
        do {
            try run.spec.training.validate(checkpoint, like: template, epochs: run.spec.epochs)
        } catch {
            throw RunError(place: folder.file(CheckpointFile.name), problem: error.problem)
        }
    }

    /// Goes on with an interrupted run from its checkpoint.
    public static func resume(
        _ folder: RunFolder, stop: StopRequest? = nil, progress: ((TrainingProgress) -> Void)? = nil
    ) throws -> RunSummary {
        let run = try ExperimentRun(folder.spec(), source: folder.file("spec.yaml"))
        return try carryOut(run, in: folder, resuming: true, stop: stop, progress: progress)
    }

    private static func carryOut(
        _ run: ExperimentRun, in folder: RunFolder, resuming: Bool, stop: StopRequest?,
        progress: ((TrainingProgress) -> Void)?
    ) throws -> RunSummary {
        let recorder = FolderRecorder(folder, resuming: resuming)
        let result = try run.run(recorder: recorder, stop: stop, progress: progress)
        try recorder.flush()
        return try folder.finish(result)
    }
}
