internal import Foundation
internal import Networks
internal import Synchronization

/// Holds and releases the thread of training: pace, pause, single steps, and planned stops.
///
/// Training asks ``needsAttention(at:)`` before each epoch, which reads one number, and comes to ``hold(at:publish:)``
/// where the answer is yes. All else is called from other threads, which never wait for an epoch.
final class RunControl: @unchecked Sendable {
    private let attention = Atomic<Int>(0)
    // Everything below is touched under this lock alone.
    private let condition = NSCondition()
    private var request = StopRequest()
    private var plannedStop: Int?
    private var isPausedNow: Bool
    private var steps = 0
    private var wantsFrame = false
    private var publishedEpoch = -1
    private var paceNow: Pace
    private var paceStart: (epoch: Int, time: ContinuousClock.Instant)?

    /// The longest time between two looks at the clock of a paced run.
    private static let nap = 1.0 / 120

    init(pace: Pace, isPaused: Bool) { (paceNow, isPausedNow) = (pace, isPaused) }

    /// Whether training must come to ``hold(at:publish:)`` before the epoch.
    func needsAttention(at epoch: Int) -> Bool { epoch >= attention.load(ordering: .relaxed) }

    /// Lets training wait as long as it has to.
    ///
    /// - Parameters:
    ///   - epoch: the number of epochs done.
    ///   - publish: hands the state over; called where somebody wants it, and before a pause.
    func hold(at epoch: Int, publish: () -> Void) {
        condition.lock()
        defer { condition.unlock() }
        while true {
            let pauses = isPausedNow && steps == 0
            if wantsFrame || pauses && publishedEpoch != epoch {
                wantsFrame = false
                publishedEpoch = epoch
                condition.unlock()
                publish()
                condition.lock()
            }
            if let plannedStop, epoch >= plannedStop { request.stop() }
            if request.isRequested { return attend(at: 0) }
            if isPausedNow {
                if steps > 0 {
                    steps -= 1
                    return attend(at: epoch + 1)
                }
                condition.wait()
                continue
            }
            let start = paceStart ?? (epoch, .now)
            paceStart = start
            let allowed = paceNow.allowance(from: start.epoch, after: (ContinuousClock.now - start.time) / .seconds(1))
            if epoch < allowed { return attend(at: min(allowed, plannedStop ?? .max)) }
            _ = condition.wait(until: Date(timeIntervalSinceNow: Self.nap))
        }
    }

    private func attend(at epoch: Int) { attention.store(epoch, ordering: .relaxed) }

    /// Changes something and wakes the thread of training.
    private func change<Value>(_ body: () -> Value) -> Value {
        condition.lock()
        defer { condition.unlock() }
        let value = body()
        attend(at: 0)
        condition.broadcast()
        return value
    }

    /// Asks for the state, once.
    func wantFrame() { change { wantsFrame = true } }

    /// Whether the run is held until it is released.
    var isPaused: Bool { condition.withLock { isPausedNow } }

    /// The pace.
    var pace: Pace { condition.withLock { paceNow } }

    func pause() {
        change {
            isPausedNow = true
            steps = 0
        }
    }

    func release() {
        change {
            isPausedNow = false
            paceStart = nil
        }
    }

    /// Lets a paused run do some epochs, and pauses one that is not.
    func step(_ count: Int) {
        change {
            isPausedNow = true
            steps += count
        }
    }

    func setPace(_ pace: Pace) {
        change {
            paceNow = pace
            paceStart = nil
        }
    }

    /// Plans a stop before an epoch; nil takes the plan back.
    func planStop(at epoch: Int?) { change { plannedStop = epoch } }

    /// Ends training before the next epoch.
    func stop() { change { request.stop() } }

    /// A new request to stop, for a run that goes on.
    func renewedRequest() -> StopRequest {
        change {
            request = StopRequest()
            publishedEpoch = -1
            return request
        }
    }

    /// The request to stop of the run.
    var stopRequest: StopRequest { condition.withLock { request } }
}
