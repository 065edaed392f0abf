internal import Descriptions
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
        /// The first epoch whose stretches a reader that is behind has not been told.
        var untoldFrom: Int?
        var hasLast = false
        var isLooking = false
        var isEndingTold = false
        var obstacles: [String] = []
        /// When the whole network is looked at next.
        var looksAt = ContinuousClock.now
        /// The epoch of the state that was looked at last.
        var lookedAt = -1
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

    private struct ObstaclesMessage: Encodable {
        let run: String
        let epoch: Int
        let sentences: [String]
    }

    private struct EventMessage: Encodable {
        let run: String
        let event: LiveEvent

        func encode(to encoder: any Encoder) throws {
            try event.encode(to: encoder)
            var container = encoder.container(keyedBy: Keys.self)
            try container.encode(run, forKey: .run)
        }

        private enum Keys: CodingKey { case run }
    }

    let run: LiveRun
    let folder: RunFolder
    let analyst: Analyst
    /// The epoch at which the session began: 0 for a new run.
    let beganAt: Int
    /// The run of which this one is a fork without a change.
    let origin: String?
    private let experiment: ExperimentRun
    /// The least time between two looks at the whole network.
    private static let pause: Duration = .milliseconds(400)
    /// How much longer it rests than it looks, so that training keeps its core.
    private static let restPerWork = 20
    private let closer = DispatchQueue(label: "obstacles")
    /// When it began.
    let began = ContinuousClock.now
    private let writer: MessageWriter
    private let guarded = Mutex(Guarded())

    /// A session of a run that has begun.
    ///
    /// - Throws: what reading the run's spec throws.
    init(_ run: LiveRun, in folder: RunFolder, at epoch: Int, origin: String?, writer: MessageWriter) throws {
        (self.run, self.folder, self.writer, self.origin, beganAt) = (run, folder, writer, origin, epoch)
        experiment = try folder.run(of: folder.course().end)
        analyst = Analyst(run, try EventReplay.detector(of: experiment), isBehind: { writer.isBehind }) {
            Self.tell($0, of: folder.id, writer)
        }
    }

    /// Tells clients of events.
    static func tell(_ events: [LiveEvent], of run: String, _ writer: MessageWriter) {
        for event in events { writer.send("event", EventMessage(run: run, event: event)) }
    }

    /// The run's id.
    var id: String { folder.id }

    /// The state that clients were last told of; nil before the first.
    var latest: LiveFrame? { guarded.withLock { $0.latest } }

    /// The last epoch that is known to be done; at the end, that of the last state, told or not.
    var epoch: Int { max(beganAt, run.state.epoch, latest?.epoch ?? 0) }

    /// The loss of every epoch so far.
    var buckets: [LossBuckets.Bucket] { guarded.withLock { $0.buckets } }

    /// Whether the last state of an ended run has been told.
    var isOver: Bool { guarded.withLock { $0.hasLast } }

    /// Waits until every state of a run that has ended has been looked at, and says whether it has.
    func waitUntilDone(within seconds: Double) -> Bool {
        let end = Date(timeIntervalSinceNow: seconds)
        guard analyst.waitUntilDone(within: seconds) else { return false }
        while !isOver, Date() < end { Thread.sleep(forTimeInterval: 0.01) }
        guard isOver else { return false }
        // The look at the last whole network may be on its way.
        closer.sync {}
        return true
    }

    /// Whether the end is still to be told; true once.
    func claimEnding() -> Bool {
        guarded.withLock { guarded in
            defer { guarded.isEndingTold = true }
            return !guarded.isEndingTold
        }
    }

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
            // A run that is held hands no other state over: its last one may not have been looked at.
            let held = guarded.withLock { guarded in
                let isNew = guarded.latest.map { $0.epoch > guarded.lookedAt } ?? false
                return isNew ? guarded.latest : nil
            }
            if !ended, let held, run.control.isPaused { lookCloser(at: held, watched: watched, isLast: false) }
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
        lookCloser(at: frame, watched: watched, isLast: ended)
        guard watched else { return }
        writer.send(
            "frame", latest: "frame/\(id)",
            FrameMessage(
                run: id, epoch: frame.epoch, loss: frame.loss, rate: frame.learningRate, sequence: sequence,
                small: frame.small))
        tellLosses(from: frame.losses.first?.epoch)
    }

    /// Tells clients the stretches of the loss from an epoch on; later, where the reader is behind.
    private func tellLosses(from epoch: Int?) {
        // Not replaced by a newer one: each has stretches that no other has.
        let isBehind = writer.isBehind
        let message = guarded.withLock { guarded -> LossMessage? in
            guard let from = [guarded.untoldFrom, epoch].compactMap({ $0 }).min() else { return nil }
            guarded.untoldFrom = isBehind ? from : nil
            guard !isBehind else { return nil }
            return LossMessage(run: id, from: from, buckets: guarded.buckets.filter { $0.epoch >= from })
        }
        if let message { writer.send("loss", message) }
    }

    /// Looks at the whole network, which takes longer than a frame: one state at a time, but always the last.
    private func lookCloser(at frame: LiveFrame, watched: Bool, isLast: Bool) {
        let isFree = guarded.withLock { guarded in
            guard isLast || !guarded.isLooking && .now >= guarded.looksAt else { return false }
            guarded.isLooking = true
            guarded.lookedAt = frame.epoch
            return true
        }
        guard isFree else { return }
        closer.async { [self] in
            let took = ContinuousClock().measure {
                analyst.look(at: frame)
                if watched { tellObstacles(of: frame) }
            }
            guarded.withLock { guarded in
                guarded.isLooking = false
                guarded.looksAt = .now + max(Self.pause, took * Self.restPerWork)
            }
        }
    }

    /// Tells clients what stands in the way, where it has changed.
    private func tellObstacles(of frame: LiveFrame) {
        guard let result = try? experiment.evaluated(frame.network, epochs: frame.epoch) else { return }
        let sentences = ObstacleText.present(result)
        let isNew = guarded.withLock { guarded in
            defer { guarded.obstacles = sentences }
            return guarded.obstacles != sentences
        }
        guard isNew else { return }
        writer.send(
            "obstacles", latest: "obstacles/\(id)",
            ObstaclesMessage(run: id, epoch: frame.epoch, sentences: sentences))
    }

    /// Tells clients how the run stands.
    func tellState() {
        var state = run.state
        state.epoch = epoch
        writer.send("state", latest: "state/\(id)", state)
    }
}
