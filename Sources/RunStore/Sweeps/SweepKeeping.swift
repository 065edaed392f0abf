internal import Exchange
internal import Experiments
import Foundation
internal import Networks

/// Folders of single runs of a sweep: each is trained once more, with a record.
struct SweepKeeping {
    private let folder: SweepFolder

    init(_ folder: SweepFolder) { self.folder = folder }

    /// Keeps a run that has just ended, where the sweep says so.
    func keep(_ row: SweepRow, _ run: @autoclosure () -> ExperimentRun) throws {
        switch folder.sweep.keep {
        case .none, .best: return
        case .failed where row.status != .diverged && row.isSuccess(in: folder.sweep) != false: return
        case .failed, .all: try train(row, run())
        }
    }

    /// Keeps the best run of a sweep that is complete, where it says so.
    ///
    /// - Returns: the run; nil where none is kept.
    func keepBest() throws -> Int? {
        guard folder.sweep.keep == .best else { return nil }
        // One process trains it; another waits, and finds it.
        let lock = FileLock("\(folder.path)/best.lock", .exclusive, .unlimited, makesFile: true)
        return try lock.during { try best() }
    }

    private func best() throws -> Int? {
        var best: (row: SweepRow, value: Double)?
        try folder.forEachRow(force: false) { row in
            guard row.status != .diverged, row.isSuccess(in: folder.sweep) != false,
                let value = row.measures.first ?? nil
            else { return }
            if let found = best, (found.value, found.row.id) <= (value, row.id) { return }
            best = (row, value)
        }
        guard let row = best?.row else { return nil }
        let point = folder.sweep.member(row.id).point
        let run = try folder.run(ofPoint: point).seeded(row.seed)
        try train(row, run)
        return row.id
    }

    private func train(_ row: SweepRow, _ run: ExperimentRun) throws {
        let kept = RunFolder(root: folder.runs, id: String(row.id))
        // One that was killed begins again.
        if FileState(kept.path) != nil {
            if let summary = try? kept.summary(), summary.weightsSHA256 == row.weightsSHA256 { return }
            try? FileManager.default.removeItem(atPath: kept.path)
        }
        try Folder.make(kept.path)
        _ = try RunBatch(in: folder.runs, threads: 1).carryOut(
            [(run: run, resuming: nil)], stop: SweepTraining.stop(like: row), progress: nil
        ) { run in
            try kept.begin(run.spec)
            return kept
        }
    }
}

extension SweepBatch {
    /// Keeps the folder of the best run, where the sweep is complete and says so.
    ///
    /// - Returns: the number of the run; nil where none is kept.
    /// - Throws: what the run throws.
    public static func keepBest(of folder: SweepFolder) throws -> Int? { try SweepKeeping(folder).keepBest() }
}
