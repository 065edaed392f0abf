import Experiments
import Foundation
import Networks
import Testing

@testable import LiveRuns

/// Epochs that nobody looked at are told, and what may have happened there claims no epoch.
@Suite struct GapEventTests {
    @Test("what happened between two looks says so, and epochs that were left out are counted")
    func betweenLooks() throws {
        var script = try EventScript(w: [-1], b: [-0.5])
        script.observe(9)
        script.setCode(0, -0.625)
        script.epoch = 49
        script.observe()
        #expect(
            script.lines() == [
                "40 epochs were not looked at 10 · 10 to 49: training ran ahead; "
                    + "open the run again once it has ended to see every epoch",
                "Unit 0 wakes 50 · between epochs 9 and 50: code 0 fell to −0.625, past its kink; "
                    + "the unit itself stood still",
            ])
        #expect(script.detector.events.map(\.after) == [nil, 9])
        script.observe(200)
        #expect(script.detector.events.map(\.after) == [nil, 9])
        script.epoch = 399
        script.rate = 0.001
        script.observe()
        #expect(
            script.lines(.epochsMissed, .rate) == [
                "189 epochs were not looked at 10 · in 2 stretches, from 10 to 399: training ran ahead; "
                    + "open the run again once it has ended to see every epoch",
                "Rate 0.01 → 0.001 400 · between epochs 250 and 400: as the schedule says",
            ])
        // What others know is exact, and so is what comes later.
        script.detector.add(.proved(epoch: 400, samples: 5))
        script.setCode(0, 0)
        script.observe(101)
        #expect(script.lines(.proved, .unitSleeps).allSatisfy { !$0.contains("between") })
        #expect(script.lines(.unitSleeps).count == 1)
    }

    @Test("an event that was not exact stays so when it is merged into another", arguments: [false, true])
    func merged(hasGap: Bool) {
        var log = EventLog(limit: 4)
        if hasGap { log.miss(after: 3, before: 10) }
        for epoch in 10..<30 {
            _ = log.add(.turn(Story.Turn(unit: epoch, leavesBelow: true, last: epoch)), epoch: epoch, isOpen: false)
        }
        #expect(log.records.count <= 4)
        #expect(log.records.allSatisfy { $0.after == nil })
        #expect(log.isExact == !hasGap)
    }

    @Test("a single epoch that was left out is told as one")
    func one() throws {
        var script = try EventScript(w: [1], b: [10])
        script.epoch += 1
        script.observe()
        #expect(script.lines().first?.hasPrefix("1 epoch was not looked at 1 · epoch 1: ") == true)
    }

    @Test("counts that may lack something say so, and meetings end with what was seen of them")
    func counts() throws {
        var script = try EventScript(w: [-1], b: [-0.5])
        for _ in 0..<2 {
            script.setCode(0, -0.625)
            script.observe(3)
            script.setCode(0, 0)
            script.observe(3)
            script.epoch += 20
        }
        #expect(
            script.lines(.unitBlinks) == [
                "Unit 0 blinks 27 · between epochs 6 and 27: 2 times since 1: each time the codes moved on; "
                    + "there may have been more, unseen"
            ])
        script = try EventScript(w: [1], b: [-1.9375])
        for round in 0..<6 {
            script.setKink(0, round.isMultiple(of: 2) ? 2.0625 : 1.9375)
            script.observe(2)
        }
        script.epoch += 1000
        script.observe(300)
        #expect(
            script.lines(.kinkMeets) == ["Unit 0's kink meets code 2 1 · it was held there: 6 crossings in 10 epochs"])
    }

    @Test("a state that comes again with another rate tells the rate at its epoch")
    func rateOfContinuation() throws {
        var script = try EventScript(w: [1], b: [10])
        script.observe(4)
        script.epoch -= 1
        script.rate = 0.001
        script.detector.expectRateByHand()
        script.observe()
        #expect(script.lines() == ["Rate 0.01 → 0.001 4 · by hand"])
    }

    /// Looks at a live run twice: when most of it is done, and at the end.
    private final class LateLook: RunRecorder, EpochObserver {
        let live: LiveRecorder
        var detector: EventDetector
        let epoch: Int
        var seen = 0
        init(_ live: LiveRecorder, _ detector: EventDetector, at epoch: Int) {
            (self.live, self.detector, self.epoch) = (live, detector, epoch)
        }
        var epochObserver: (any EpochObserver)? { self }
        func start(_ spec: Spec, epoch: Int) throws { try live.start(spec, epoch: epoch) }
        func record(_ row: HistoryRow) {}
        func record<S: TrainableScalar>(snapshot network: Network<S>, epoch: Int) {}
        func note(_ state: EpochState<Float>) -> Bool { look(state.epoch) ? live.note(state) : false }
        func note(_ state: EpochState<Double>) -> Bool { false }
        func attend(_ state: EpochState<Float>) { live.attend(state) }
        func attend(_ state: EpochState<Double>) {}
        func look(_ epoch: Int) -> Bool {
            // A little room does not fill the ring with single states.
            if epoch == 20_000 { look(limit: 100) }
            if epoch == self.epoch { look() }
            return true
        }
        func look(limit: Int = .max) { seen += live.drain(into: &detector, limit: limit) }
    }

    @Test("looks at the whole network that are far apart do not see everything", arguments: [(4, true), (5, false)])
    func sparseLooks(between: Int, isExact: Bool) throws {
        var script = try EventScript(w: [1, 1], b: [10, 10])
        try script.observeWhole()
        for _ in 0..<3 {
            script.observe(between)
            try script.observeWhole()
        }
        #expect(script.detector.isExact == isExact)
    }

    @Test("a ring that is full leaves epochs out in one stretch, and every one of them is told")
    func fullRing() throws {
        var spec = try #require(Experiment.named("autoencoder-study")).spec.resized(to: 9)
        spec.epochs = 40_000
        let run = try ExperimentRun(spec, source: "test")
        let live = LiveRecorder(
            RunControl(pace: .flat, isPaused: false), losses: LossBuckets(), began: { _, _ in false }, ended: { _ in })
        let look = try LateLook(live, EventReplay.detector(of: run), at: 30_000)
        _ = try run.run(recorder: look)
        look.look()
        let missed = look.detector.events.filter { $0.kind == .epochsMissed }
        #expect(missed.map { $0.numbers["stretches"] } == [1])
        // All that were not seen are told: training shows every state from 0 on, but for the last.
        #expect(look.seen + Int(missed.first?.numbers["epochs"] ?? 0) == 40_000)
        #expect(missed.first?.text.hasPrefix("16,384 to 29,999: ") == true)
        for event in look.detector.events where event.epoch == 30_000 { #expect(event.after == 16_383) }
    }
}
