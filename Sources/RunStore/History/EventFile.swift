internal import Exchange
internal import Experiments
import Foundation

/// Appends the rows of the history to a file for TensorBoard, each as one record.
///
/// A row is written at once where a tenth of a second has passed since the last one was, else with the next one, and at
/// the latest with a checkpoint: somebody who watches sees the file grow.
final class EventFile {
    /// TensorBoard takes every file for its own that has `tfevents` in its name.
    static let name = "events.out.tfevents.heaviside"

    private let file: AppendedFile
    private var pending: [UInt8] = []
    private var lastWrite: ContinuousClock.Instant?

    /// Opens the file at `path`, to go on after `rows`.
    ///
    /// What TensorBoard has read is never taken away from under it, but for a record that was cut off or damaged, which
    /// it waits for: where the file has other rows, a record says from which step on they no longer count, and those
    /// that are missing follow it.
    ///
    /// - Throws: ``RunError`` where the file cannot be read or written.
    init(_ path: String, after rows: [HistoryRow]) throws {
        let found = TensorBoardSteps(Array(FileManager.default.contents(atPath: path) ?? Data()))
        file = try AppendedFile(path, keeping: found.end)
        if found.end == 0 {
            pending = TensorBoardRecord.version(at: Self.now) + TensorBoardRecord.start(step: 0, at: Self.now)
        }
        let same = zip(found.steps, rows).prefix { $0 == $1.epoch }.count
        if same < found.steps.count {
            let step = same == 0 ? 0 : rows[same - 1].epoch + 1
            // The first start of a file is disregarded: one of an older version has none.
            for _ in min(found.starts, 1)..<2 { pending += TensorBoardRecord.start(step: step, at: Self.now) }
        }
        for row in rows.dropFirst(same) { pending += Self.record(of: row) }
        try write()
    }

    /// Appends a row.
    func append(_ row: HistoryRow) throws {
        pending += Self.record(of: row)
        if lastWrite.map({ .now - $0 > .milliseconds(100) }) ?? true { try write() }
    }

    /// Writes what is left, and waits until everything is on the disk.
    func flush() throws {
        try write()
        try file.flush()
    }

    /// Writes what is left.
    func write() throws {
        lastWrite = .now
        guard !pending.isEmpty else { return }
        try file.append(pending)
        pending = []
    }

    private static var now: Double { Date().timeIntervalSince1970 }

    private static func record(of row: HistoryRow) -> [UInt8] {
        let all: [(tag: String, value: Double?)] = [
            ("loss", row.loss), ("learningRate", row.learningRate), ("maxAbsoluteError", row.maxAbsoluteError),
            ("codeR2", row.codeR2), ("codeDeviation", row.codeDeviation), ("heldOutLoss", row.heldOutLoss),
            ("testLoss", row.testLoss),
        ]
        let known = all.compactMap { entry in entry.value.map { (tag: entry.tag, value: $0) } }
        return TensorBoardRecord.scalars(known, step: row.epoch, at: now)
    }
}
