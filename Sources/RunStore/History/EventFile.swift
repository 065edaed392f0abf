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

    /// Opens the file at `path`, to go on after `rows`: records of later rows are cut off, missing ones are written.
    ///
    /// - Throws: ``RunError`` where the file cannot be read or written.
    init(_ path: String, after rows: [HistoryRow]) throws {
        var kept = (records: 0, end: 0)
        if !rows.isEmpty, let bytes = FileManager.default.contents(atPath: path) {
            kept = TensorBoardRecord.whole(in: Array(bytes), atMost: 1 + rows.count)
        }
        file = try AppendedFile(path, keeping: kept.end)
        if kept.records == 0 { pending += TensorBoardRecord.version(at: Self.now) }
        for row in rows.dropFirst(max(0, kept.records - 1)) { pending += Self.record(of: row) }
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
