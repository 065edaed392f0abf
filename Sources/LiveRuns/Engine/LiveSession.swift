internal import Experiments
internal import Foundation
internal import Networks
internal import RunStore
internal import Synchronization

/// A live run with what clients have been told of it, so that one who comes later is told the same.
final class LiveSession: Sendable {
    private struct Guarded {
        var latest: LiveFrame?
        var buckets: [LossBuckets.Bucket] = []
        var sequence = 0
        var hasLast = false
    }

    private struct FrameMessage: Encodable {
        let run: String
        let epoch: Int
        let loss: Double?
        let rate: Double
        let sequence: Int
        let small: String?
        let hasLarge = true
    }

    private struct LossMessage: Encodable {
        let run: String
        let from: Int
        let buckets: [LossBuckets.Bucket]
    }

    let run: LiveRun
    let folder: RunFolder
    /// When it began.
    let began = ContinuousClock.now
    private let writer: MessageWriter
    private let guarded = Mutex(Guarded())

    init(_ run: LiveRun, in folder: RunFolder, writer: MessageWriter) {
        (self.run, self.folder, self.writer) = (run, folder, writer)
    }

    /// The run's id.
    var id: String { folder.id }

    /// The state that clients were last told of; nil before the first.
    var latest: LiveFrame? { guarded.withLock { $0.latest } }

    /// The loss of every epoch so far.
    var buckets: [LossBuckets.Bucket] { guarded.withLock { $0.buckets } }

    /// Whether the last state of an ended run has been told.
    var isOver: Bool { guarded.withLock { $0.hasLast } }

    /// Starts from the history that the run's folder has.
    func begin(with buckets: [LossBuckets.Bucket]) { guarded.withLock { $0.buckets = buckets } }

    /// Tells clients of the newest state, and asks for the next one.
    ///
    /// - Parameter watched: whether there are clients.
    func tick(watched: Bool) {
        let ended = run.hasEnded
        if watched, !ended, !run.control.isPaused { run.control.wantFrame() }
        guard let frame = run.takeFrame() else {
            if ended { guarded.withLock { $0.hasLast = true } }
            return
        }
        let sequence = guarded.withLock { guarded in
            guarded.latest = frame
            guarded.sequence += 1
            if let first = frame.losses.first {
                while let last = guarded.buckets.last, last.epoch >= first.epoch { guarded.buckets.removeLast() }
                guarded.buckets.append(contentsOf: frame.losses)
            }
            return guarded.sequence
        }
        guard watched else { return }
        writer.send(
            "frame", latest: "frame/\(id)",
            FrameMessage(
                run: id, epoch: frame.epoch, loss: frame.loss, rate: frame.learningRate, sequence: sequence,
                small: frame.small))
        if let first = frame.losses.first {
            // Not replaced by a newer one: each has stretches that no other has.
            writer.send("loss", LossMessage(run: id, from: first.epoch, buckets: frame.losses))
        }
    }

    /// Tells clients how the run stands.
    func tellState() { writer.send("state", latest: "state/\(id)", run.state) }
}
