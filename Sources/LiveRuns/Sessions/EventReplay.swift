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
        var wasToldIncomplete = false
        var isCancelled = false
        var request: StopRequest?
    }

    /// The run's id.
    let id: String
    /// The last epoch that is looked at.
    let end: Int

    private let guarded = Mutex(Guarded())
    private let isDone = DispatchSemaphore(value: 0)

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
            var events = (try? events(of: folder)) ?? []
            for index in events.indices { events[index].id += first }
            let tells = guarded.withLock { guarded in
                guarded.events = events
                guarded.isComplete = true
                return guarded.wasToldIncomplete
            }
            isDone.signal()
            if tells { told(events) }
        }
        thread.stackSize = 16 << 20
        thread.name = "replay"
        thread.start()
    }

    /// The events, after at most some seconds, and whether these are all.
    func events(within seconds: Double) -> (events: [LiveEvent], isComplete: Bool) {
        if isDone.wait(timeout: seconds.isFinite ? .now() + seconds : .distantFuture) == .success { isDone.signal() }
        return guarded.withLock { guarded in
            if !guarded.isComplete { guarded.wasToldIncomplete = true }
            return (guarded.events, guarded.isComplete)
        }
    }

    /// Ends early: nobody asks any more.
    func cancel() {
        guarded.withLock {
            $0.isCancelled = true
            $0.request?.stop()
        }
    }

    private func events(of folder: RunFolder) throws -> [LiveEvent] {
        let course = try folder.course()
        var recorder: EventRecorder?
        var state: ReplayRecorder.State?
        for (index, stage) in course.stages.enumerated() where stage.epoch < end {
            let next = index + 1 < course.stages.count ? min(end, course.stages[index + 1].epoch) : end
            var spec = stage.spec
            spec.epochs = max(spec.epochs, next + 1)
            spec.record = Spec.Record(epochs: .ends, snapshots: false, checkpointSeconds: 3600)
            let run = try folder.run(of: spec)
            if index > 0 { state = state?.continued(by: stage.spec, after: course.stages[index - 1].spec) }
            let detector = try recorder?.detector ?? Self.detector(of: run)
            let own = EventRecorder(detector, from: state, to: next, byHand: index > 0)
            guarded.withLock {
                $0.request = own.request
                if $0.isCancelled { own.request.stop() }
            }
            _ = try run.run(recorder: own, stop: own.request)
            (recorder, state) = (own, own.end)
            if state == nil { break }
        }
        return recorder?.detector.events ?? []
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
