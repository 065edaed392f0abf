import Experiments
import Foundation
import Networks
import RunStore
import Testing

@testable import LiveRuns

/// What becomes of a run whose change is refused while it trains.
@Suite struct RefusedChangeTests {
    private static func wait(_ condition: () -> Bool) -> Bool {
        let end = Date(timeIntervalSinceNow: 20)
        while Date() < end {
            if condition() { return true }
            Thread.sleep(forTimeInterval: 0.005)
        }
        return false
    }

    @Test("a fork is held there and says so; a rate by hand leaves the run as it was", arguments: [true, false])
    func refused(isNeeded: Bool) throws {
        let path = FileManager.default.temporaryDirectory.path + "/refused-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        var spec = try #require(Experiment.named("autoencoder-study")).spec.resized(to: 3)
        spec.epochs = 40
        // The second change would be right, and is not made any more where the first is needed.
        let live = LiveRun(
            .new(try ExperimentRun(spec, source: "test"), nil), in: RunRoot(path), pace: .flat, isPaused: false,
            changes: [
                LiveRun.Change(
                    epoch: 10, change: { _, _ in .pairs(["optimizer.rmsProp.learningRate=-1"]) }, isNeeded: isNeeded),
                LiveRun.Change(epoch: 20, change: { _, _ in .pairs(["optimizer.rmsProp.learningRate=0.5"]) }),
            ]
        ) { _ in }
        _ = try live.begin()
        if isNeeded {
            #expect(Self.wait { live.state.status == .paused })
            #expect(live.state.cause?.hasPrefix("held at epoch 10, not changed: ") == true, "\(live.state)")
            #expect(live.failure != nil)
            #expect(Self.wait { live.takeFrame()?.epoch == 10 })
            Thread.sleep(forTimeInterval: 0.1)
            #expect(!live.hasEnded && live.state.status == .paused && live.takeFrame()?.epoch ?? 10 == 10)
            live.control.release()
        }
        #expect(Self.wait { live.hasEnded })
        #expect(live.state.status == .finished && live.state.epoch == 40)
        if !isNeeded { #expect(live.failure != nil) }
        #expect((live.spec?.training.optimizer.learningRate == 0.5) == !isNeeded)
    }
}
