import Foundation
import Networks
import RunStore
import Synchronization

/// Progress on standard error for another program: a line of JSON, ten times a second at most.
final class ProgressRecords: Sendable {
    private struct Record: Encodable {
        let epoch: Int
        let epochs: Int
        let finished: Int
        let runs: Int
        let share: Double
        /// Absent where it is not finite.
        let loss: Double?
    }

    private static let interval = Duration.milliseconds(100)
    private let last = Mutex(ContinuousClock.now - interval)

    func show(_ progress: RunBatch.Progress) {
        let isDue = last.withLock { last in
            guard .now - last >= Self.interval else { return false }
            last = .now
            return true
        }
        let loss = progress.run.loss
        let record = Record(
            epoch: progress.run.epoch, epochs: progress.run.epochs, finished: progress.finished, runs: progress.count,
            share: progress.share.isFinite ? progress.share : 0, loss: loss.isFinite ? loss : nil)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        guard isDue, let bytes = try? encoder.encode(record) else { return }
        _ = Console.write("{\"progress\":\(String(decoding: bytes, as: UTF8.self))}\n", to: STDERR_FILENO)
    }
}
