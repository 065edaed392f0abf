internal import Experiments
internal import Foundation
internal import Networks
internal import RunStore
internal import Synchronization

/// What happened in a run that is over: it is trained again, to the same bits, and every epoch is looked at.
final class EventReplay: Sendable {
    private struct Guarded {
        var events: [LiveEvent] = []
        var isComplete = false
        var failure: (any Error)?
        var wasToldIncomplete = false
    }

    /// The run's id.
    let id: String
    /// The last epoch that is looked at.
    let end: Int

    private let guarded = Mutex(Guarded())
    private let isDone = DispatchSemaphore(value: 0)
    private let isCancelled = Atomic<Bool>(false)

    /// Begins to train again, up to an epoch.
    ///
    /// - Parameters:
    ///   - folder: the run.
    ///   - end: the last epoch.
    ///   - first: what is added to the ids.
    ///   - told: called with all events where somebody has been told that more are to come.
    init(_ folder: RunFolder, through end: Int, firstID first: Int, told: @escaping @Sendable ([LiveEvent]) -> Void) {
        (id, self.end) = (folder.id, end)
        let thread = Thread { [self] in
            let result = Result { try events(of: folder, firstID: first) }
            let tells = guarded.withLock { guarded in
                switch result {
                case .success(let events):
                    guarded.events = events
                    // Those of a cancelled one are not all.
                    guarded.isComplete = !isCancelled.load(ordering: .relaxed)
                case .failure(let error): guarded.failure = error
                }
                return guarded.isComplete && guarded.wasToldIncomplete
            }
            isDone.signal()
            if tells, case .success(let events) = result { told(events) }
        }
        thread.stackSize = 16 << 20
        thread.name = "replay"
        thread.start()
    }

    /// The events, after at most some seconds, and whether these are all.
    ///
    /// - Parameters:
    ///   - seconds: the longest time to wait.
    ///   - tellsLater: whether all of them are told as soon as they are known, where they are not yet.
    /// - Returns: the events, none before all are known, and whether they are.
    /// - Throws: what kept the run from being trained again.
    func events(within seconds: Double, tellsLater: Bool = true) throws -> (events: [LiveEvent], isComplete: Bool) {
        if isDone.wait(timeout: seconds.isFinite ? .now() + seconds : .distantFuture) == .success { isDone.signal() }
        return try guarded.withLock { guarded in
            if let failure = guarded.failure { throw failure }
            if !guarded.isComplete, tellsLater { guarded.wasToldIncomplete = true }
            return (guarded.events, guarded.isComplete)
        }
    }

    /// Ends early: nobody asks any more.
    func cancel() { isCancelled.store(true, ordering: .relaxed) }

    private func events(of folder: RunFolder, firstID first: Int) throws -> [LiveEvent] {
        let walk = try CourseWalk(folder)
        guard end > 0 else { return [] }
        let watcher = EventWatcher(try Self.detector(of: folder.run(of: walk.course.start)), of: walk) { [self] in
            isCancelled.load(ordering: .relaxed)
        }
        _ = try walk.train(to: end, watcher)
        var detector = watcher.detector
        if let divergence = Divergence(folder), divergence.epoch == end, !isCancelled.load(ordering: .relaxed),
            let event = try? divergence.event()
        {
            detector.add(event)
        }
        return detector.events.map { event in
            var event = event
            event.id += first
            return event
        }
    }

    /// A detector for a run's network.
    static func detector(of run: ExperimentRun) throws -> EventDetector {
        switch try run.spec.zeroNetwork(source: run.source) {
        case .float32(let network):
            EventDetector(network, samples: run.samples, training: run.spec.training)
        case .float64(let network):
            EventDetector(network, samples: run.samples, training: run.spec.training)
        }
    }
}
