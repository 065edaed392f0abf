import Networks
import Testing

@testable import LiveRuns

/// The edges of the rules: the first epoch at which one holds, and the first at which it does not.
@Suite struct EventEdgeTests {
    @Test("a fold in several places says so, and is closed after 100 epochs")
    func fold() throws {
        var script = try EventScript(w: [1], b: [10])
        script.weights[3] = -1
        script.weights[1] = -1
        script.observe(100)
        #expect(
            script.lines() == [
                "The code folds 1 · code 1 falls below code 0: weight 3 has turned negative; so it does in 1 other place"
            ])
        #expect(script.detector.events[0].isOpen)
        script.observe()
        #expect(!script.detector.events[0].isOpen)
    }

    @Test("turns 99 epochs apart are one event, 100 epochs apart two", arguments: [(99, 1), (100, 2)])
    func turns(pause: Int, count: Int) throws {
        var script = try EventScript(w: [0.125], b: [1])
        script.w[0] = -0.125
        script.observe(pause)
        script.w[0] = 0.125
        script.observe()
        #expect(script.lines(.unitTurns).count == count)
    }

    @Test("four changes in 99 epochs are a meeting, in 100 epochs none", arguments: [(97, 1), (98, 0)])
    func meeting(pause: Int, count: Int) throws {
        var script = try EventScript(w: [1], b: [-1.9375])
        for place in [2.0625, 1.9375] {
            script.setKink(0, place)
            script.observe()
        }
        script.setKink(0, 2.0625)
        script.observe(pause)
        script.setKink(0, 1.9375)
        script.observe()
        #expect(script.lines(.kinkMeets).count == count)
    }

    @Test("the last of two that wake is not told")
    func two() throws {
        var script = try EventScript(w: [-1, -1], b: [-0.5, -0.625])
        for code in [-0.5625, -0.6875] {
            script.setCode(0, code)
            script.observe(50)
        }
        script.observe(300)
        #expect(script.detector.events.map(\.title) == ["Unit 0 wakes", "Unit 1 wakes"])
    }

    @Test("late in a run, units wake about the same time within a fifth of their epoch")
    func lateGroup() throws {
        var script = try EventScript(w: [-1, -1, -1], b: [-0.5, -0.625, -0.75])
        script.observe(1000)
        for code in [-0.5625, -0.6875, -0.8125] {
            script.setCode(0, code)
            script.observe(150)
        }
        script.observe(500)
        #expect(
            script.detector.events.map(\.title) == ["Unit 0 wakes", "Unit 1 wakes", "Unit 2 wakes, last of three"])
    }

    @Test("a blink of several epochs tells of no first step")
    func longBlink() throws {
        var script = try EventScript(w: [-1], b: [-0.5], rate: 1.0 / 128)
        script.setCode(0, -0.5625)
        script.observe(3)
        script.setKink(0, -0.578125)
        script.observe()
        #expect(script.lines() == ["Unit 0 blinks 1 · once since 1: its steps threw its kink ahead"])
    }

    @Test("of several codes that leave a unit, the one that was furthest inside is named")
    func furthest() throws {
        var script = try EventScript(w: [1], b: [-2.5])
        script.bias = -3
        script.observe(101)
        #expect(
            script.lines(.unitSleeps) == [
                "Unit 0 sleeps 1 · code 4 fell to 1, past its kink at 2.5; it wakes if a code rises above that; "
                    + "the greatest is 1"
            ])
    }

    @Test("a rate after one by hand is the schedule's again")
    func rates() throws {
        var script = try EventScript(w: [1], b: [10])
        script.detector.expectRateByHand()
        script.rate = 0.001
        script.observe()
        script.rate = 0.0001
        script.observe()
        #expect(script.lines() == ["Rate 0.01 → 0.001 1 · by hand", "Rate 0.001 → 1e−4 2 · as the schedule says"])
    }

    @Test("an output that should be 0 on every sample is not told of")
    func silentOutput() throws {
        var script = try EventScript(w: [1], b: [0])
        // Output 0 is on at the last of the steps alone.
        let samples = try EventScript.samples(4).selecting([0, 1, 2, 3])
        var detector = EventDetector(
            try script.network, samples: samples,
            training: Training(loss: .squaredError(.mean), optimizer: .rmsProp(learningRate: 0.01)))
        detector.observe(epoch: 1, network: try script.network)
        script.last[0] = [-1]
        detector.observe(epoch: 2, network: try script.network)
        #expect(detector.events == [])
        script.last[1] = [-1]
        detector.observe(epoch: 3, network: try script.network)
        #expect(detector.events.map(\.title) == ["Output 1 has no gradient any more"])
    }

    @Test("an output may wake by its bias alone")
    func bias() throws {
        let script = try EventScript(w: [1], b: [0])
        var network = try script.network
        func changed(_ bias: [Double], _ weight: Double) throws -> Network<Double> {
            let last = Matrix(rows: 4, columns: 1, elements: [weight, 1, 1, 1])
            return try Network(
                inputs: 4,
                layers: Array(network.layers.dropLast()) + [
                    Layer(dense: Dense(4, activation: .relu), weight: last, bias: bias)
                ])
        }
        network = try changed([0, 0, 0, 0], 1)
        var detector = EventDetector(
            network, samples: try EventScript.samples(4).selecting([1, 2, 3, 4]),
            training: Training(loss: .squaredError(.mean), optimizer: .rmsProp(learningRate: 0.01)))
        detector.observe(epoch: 1, network: network)
        detector.observe(epoch: 2, network: try changed([0.5, 0, 0, 0], -1))
        #expect(
            detector.events.map(\.text) == [
                "its sum is at most 0 at every code. Not for ever: its bias is above 0"
            ])
    }

    @Test("changes of an output between two looks may be more than were seen")
    func unseenChanges() throws {
        var script = try EventScript(w: [1], b: [0])
        try script.observeWhole()
        for weight in [-1.0, 1] {
            script.last[3] = [weight]
            script.observe(4)
            try script.observeWhole()
        }
        #expect(
            script.lines() == [
                "Output 3 wakes 11 · between epochs 6 and 11: its sum is above 0 at θ = 1, 2, 3, 4; "
                    + "2 changes since 6; there may have been more, unseen"
            ])
    }

    @Test("a tensor that only doubles has not grown first")
    func firstToGrow() {
        let rows = [(0, 1.0, 1.0), (1, 2.0, 1.0), (2, 4.0, 100.0)].map { epoch, w1, w3 in
            LiveEvent.LargestWeights(epoch: epoch, tensors: [("W1", w1), ("W3", w3)])
        }
        #expect(LiveEvent.diverged(epoch: 3, table: rows).text.contains("largest |W₃| 1, 1, 100"))
    }

    @Test("the only sample is named as one, and a sample without a position by its index")
    func proofs() {
        #expect(LiveEvent.proved(epoch: 0, samples: 1).text == "the only sample")
        let refuted = LiveEvent.refuted(epoch: 0, theta: nil, sample: 3, output: 2, error: "1/3")
        #expect(refuted.subject == LiveEvent.Subject(output: 2, theta: 3))
    }
}
