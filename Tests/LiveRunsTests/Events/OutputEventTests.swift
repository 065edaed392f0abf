import Networks
import Testing

@testable import LiveRuns

/// Outputs that wake or lose their gradient, and units that nothing wakes.
@Suite struct OutputEventTests {
    @Test("an output that is above 0 somewhere wakes, and loses its gradient where it is nowhere")
    func wakesAndSleeps() throws {
        var script = try EventScript(w: [1, 1], b: [0, -2.5])
        script.last[1] = [-1, 1]
        try script.observeWhole()
        #expect(script.lines() == [])
        script.last[1] = [-1, 2.75]
        try script.observeWhole()
        #expect(script.lines() == ["Output 1 wakes 2 · its sum is above 0 at θ = 4"])
        #expect(script.detector.events[0].subject.output == 1)
        script.observe(200)
        script.last[1] = [-1, 1]
        try script.observeWhole()
        #expect(
            script.lines().last
                == "Output 1 has no gradient any more 203 · between epochs 2 and 203: its sum is at most 0 at every "
                + "code. Not for ever: some of its weights are above 0")
        #expect(script.detector.events.last?.after == 2)
        script.observe(200)
        try script.observeWhole()
        script.last[2] = [-1, -0.5]
        try script.observeWhole()
        #expect(
            script.lines().last
                == "Output 2 has no gradient any more 405 · its sum is at most 0 at every code, for ever: "
                + "none of its weights is above 0")
    }

    @Test("an output that comes and goes is one event")
    func comesAndGoes() throws {
        var script = try EventScript(w: [1], b: [0])
        try script.observeWhole()
        for _ in 0..<2 {
            script.last[3] = [-1]
            try script.observeWhole()
            script.last[3] = [1]
            try script.observeWhole()
        }
        #expect(script.lines() == ["Output 3 wakes 5 · its sum is above 0 at θ = 1, 2, 3, 4; 4 changes since 2"])
        #expect(script.detector.events[0].count == 4)
    }

    @Test("many outputs at a time are one event")
    func many() throws {
        var script = try EventScript(w: [1], b: [0])
        try script.observeWhole()
        script.last = Array(repeating: [-1], count: 4)
        try script.observeWhole()
        #expect(
            script.lines()
                == ["4 outputs have no gradient any more 2 · their sums are at most 0 at every code: 0, 1, 2, 3"])
    }

    @Test("with a hinge residual an output that is off has a gradient")
    func hinge() throws {
        var script = try EventScript(
            w: [1], b: [0], training: Training(loss: .hingeResidual(.mean), optimizer: .sgd(learningRate: 0.01)))
        try script.observeWhole()
        script.last[3] = [-1]
        try script.observeWhole()
        #expect(script.lines() == [])
    }

    @Test("units that nothing can wake are told once, with the reason")
    func dead() throws {
        var script = try EventScript(w: [-1, -1, 1, 1], b: [-0.5, -1, 0, 1], isEncoderFixed: true)
        try script.observeWhole()
        try script.observeWhole()
        #expect(
            script.lines()
                == [
                    "2 units are dead for ever under this rule 1 · by epoch 1: no code switches them on, "
                        + "the codes are fixed, RMSProp has no velocity"
                ])
        // A third dies later: it waits for the whole network.
        script.setKink(2, 5)
        script.observe(100)
        #expect(!script.detector.needsNetwork)
        script.observe()
        #expect(script.detector.needsNetwork)
        try script.observeWhole()
        #expect(!script.detector.needsNetwork)
        #expect(
            script.lines().last
                == "1 unit is dead for ever under this rule 104 · by epoch 104: no code switches it on, "
                + "the codes are fixed, RMSProp has no velocity")
    }

    @Test("a unit that momentum may wake only sleeps")
    func momentum() throws {
        var script = try EventScript(
            w: [-1, 1], b: [0.5, 0], isEncoderFixed: true,
            training: Training(loss: .squaredError(.mean), optimizer: .adam(learningRate: 0.01)))
        try script.observeWhole()
        script.setKink(0, -3)
        script.observe(101)
        #expect(script.lines() == [])
        try script.observeWhole()
        #expect(
            script.lines()
                == [
                    "Unit 0 sleeps 2 · one step threw its kink to −3; what may wake it: "
                        + "momentum, of which it is not known how much is left"
                ])
    }
}
