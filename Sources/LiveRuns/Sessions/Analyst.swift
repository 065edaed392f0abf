internal import Experiments
internal import Foundation
internal import Networks
internal import Synchronization

/// Looks at every epoch of a live run, on a thread of its own, and keeps what happened.
///
/// Training hands its states over by a ring and never waits; where the analyst falls behind by the whole ring, it does
/// not see some epochs. An event says so, and what may have happened there says between which epochs.
final class Analyst: Sendable {
    private struct Guarded {
        var detector: EventDetector
    }

    private let guarded: Mutex<Guarded>
    private let run: LiveRun
    private let isBehind: @Sendable () -> Bool
    private let told: @Sendable ([LiveEvent]) -> Void
    private let hasEnded = Atomic<Bool>(false)

    /// How often clients are told.
    private static let pause = 0.05

    /// Begins to look.
    ///
    /// - Parameters:
    ///   - run: the run.
    ///   - detector: what finds events.
    ///   - isBehind: whether clients should be told later.
    ///   - told: called with the events that are new or have changed.
    init(
        _ run: LiveRun, _ detector: EventDetector, isBehind: @escaping @Sendable () -> Bool,
        told: @escaping @Sendable ([LiveEvent]) -> Void
    ) {
        (self.run, self.isBehind, self.told) = (run, isBehind, told)
        guarded = Mutex(Guarded(detector: detector))
        let thread = Thread { [self] in look() }
        thread.name = "events"
        thread.start()
    }

    /// All events so far.
    var events: [LiveEvent] { guarded.withLock { $0.detector.events } }

    /// Waits until the last state of a run that has ended has been looked at, and says whether it has.
    func waitUntilDone(within seconds: Double) -> Bool {
        let end = Date(timeIntervalSinceNow: seconds)
        while !hasEnded.load(ordering: .acquiring), Date() < end { Thread.sleep(forTimeInterval: 0.01) }
        return hasEnded.load(ordering: .acquiring)
    }

    /// Whether the epoch of every event is the one at which it happened, and no epoch was left out.
    var isExact: Bool { guarded.withLock { $0.detector.isExact } }

    /// Adds an event that no state shows.
    func add(_ event: LiveEvent) {
        guarded.withLock { _ = $0.detector.add(event) }
        tell()
    }

    /// Looks at the whole network of an epoch.
    func look(at frame: LiveFrame) {
        guarded.withLock { guarded in
            switch frame.network {
            case .float32(let network): guarded.detector.observe(epoch: frame.epoch, network: network)
            case .float64(let network): guarded.detector.observe(epoch: frame.epoch, network: network)
            }
        }
    }

    private func look() {
        while true {
            let isOver = run.hasEnded
            var seen = 0
            // The lock is let go now and then, for those who read events.
            while true {
                let count = guarded.withLock { run.drain(into: &$0.detector, limit: 4096) }
                seen += count
                if count < 4096 { break }
            }
            tell()
            if isOver, seen == 0 { break }
            Thread.sleep(forTimeInterval: Self.pause)
        }
        hasEnded.store(true, ordering: .releasing)
    }

    private func tell() {
        // The log keeps what is not taken, and its length is bounded.
        guard !isBehind() else { return }
        let changed = guarded.withLock { $0.detector.take().changed }
        if !changed.isEmpty { told(changed) }
    }
}
