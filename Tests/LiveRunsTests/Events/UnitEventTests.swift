import Networks
import Testing

@testable import LiveRuns

/// Units that fall asleep, wake, blink and turn round, with their causes.
@Suite struct UnitEventTests {
    /// A unit that is active below its kink, which lies at `place`; codes are 0, 1, 2, 3, 4.
    private func falling(_ place: Double) throws -> EventScript { try EventScript(w: [-1], b: [place]) }

    @Test("a code that passes the kink of a sleeping unit wakes it")
    func wakesByCode() throws {
        var script = try falling(-0.5)
        script.observe(9)
        script.setCode(0, -0.625)
        script.observe()
        #expect(
            script.lines()
                == ["Unit 0 wakes 10 · code 0 fell to −0.625, past its kink; the unit itself stood still"])
        #expect(script.detector.events[0].isOpen)
        #expect(script.detector.events[0].subject == LiveEvent.Subject(unit: 0, theta: 0))
        #expect(script.detector.events[0].numbers["codeMove"] == -0.625)
        script.observe(99)
        #expect(script.detector.events[0].isOpen)
        script.observe()
        #expect(!script.detector.events[0].isOpen)
        #expect(script.detector.events.count == 1)
    }

    @Test("a kink that passes a code wakes its unit")
    func wakesByKink() throws {
        var script = try falling(-0.5)
        script.setKink(0, 0.25)
        script.bias = -0.125
        script.observe()
        #expect(script.lines() == ["Unit 0 wakes 1 · its kink rose to 0.25, past code 0, which fell 0.12"])
    }

    @Test("a unit that is active above its kink wakes by the greatest code")
    func wakesAbove() throws {
        var script = try EventScript(w: [2], b: [-9])
        script.setCode(4, 4.75)
        script.observe()
        #expect(
            script.lines() == ["Unit 0 wakes 1 · code 4 rose to 4.75, past its kink; the unit itself stood still"])
    }

    @Test("blinks are one event, with the length of the steps that ended them")
    func blinks() throws {
        var script = try EventScript(w: [-1], b: [-0.5], rate: 1.0 / 128)
        script.setCode(0, -0.5625)
        script.observe()
        script.setKink(0, -0.578125)
        script.observe()
        #expect(
            script.lines()
                == ["Unit 0 blinks 1 · once since 1: its first step, ten rates long, threw its kink ahead"])
        script.setCode(0, -0.59375)
        script.observe(1)
        script.setKink(0, -0.6171875)
        script.observe()
        #expect(
            script.lines()
                == ["Unit 0 blinks 3 · 2 times since 1: each first step, 5 to 10 rates long, threw its kink ahead"])
        #expect(script.detector.events.map(\.count) == [2])
        // 150 epochs asleep do not end the blinks.
        script.observe(150)
        #expect(
            script.lines()
                == [
                    "Unit 0 sleeps 4 · its kink fell to −0.617, past code 0; it wakes if a code falls below −0.617; "
                        + "the least is −0.594"
                ])
        script.setCode(0, -0.625)
        script.observe(101)
        #expect(
            script.lines()
                == [
                    "Unit 0 wakes 155 · after 2 blinks since 1: each first step, 5 to 10 rates long, "
                        + "threw its kink ahead"
                ])
        #expect(!script.detector.events[0].isOpen)
    }

    @Test("blinks that codes ended are told as such")
    func blinksByCode() throws {
        var script = try falling(-0.5)
        for _ in 0..<2 {
            script.setCode(0, -0.625)
            script.observe(3)
            script.setCode(0, 0)
            script.observe(3)
        }
        #expect(script.lines() == ["Unit 0 blinks 7 · 2 times since 1: each time the codes moved on"])
        script.setCode(0, -0.625)
        script.observe(3)
        script.setKink(0, -1)
        script.observe()
        #expect(
            script.lines()
                == [
                    "Unit 0 blinks 13 · 3 times since 1: its kink was thrown ahead once, the codes moved on 2 times"
                ])
    }

    @Test("a unit sleeps after 100 epochs, and what can wake it is told")
    func sleeps() throws {
        var script = try falling(0.5)
        script.observe(4)
        script.setKink(0, -3)
        script.observe(100)
        #expect(script.lines() == [])
        script.observe()
        #expect(
            script.lines()
                == [
                    "Unit 0 sleeps 5 · one step threw its kink to −3; it wakes if a code falls below that; "
                        + "the least is 0"
                ])
        #expect(script.detector.events[0].numbers["extreme"] == 0)
        // It wakes as another event.
        script.setKink(0, 0.5)
        script.observe()
        #expect(script.detector.events.map(\.kind) == [.unitSleeps, .unitWakes])
    }

    @Test("a unit above its kink sleeps when the codes sink")
    func sleepsAbove() throws {
        var script = try EventScript(w: [2], b: [-7])
        script.setCode(4, 3.25)
        script.observe(101)
        #expect(
            script.lines()
                == [
                    "Unit 0 sleeps 1 · code 4 fell to 3.25, past its kink at 3.5; it wakes if a code rises above that; "
                        + "the greatest is 3.25"
                ])
    }

    @Test("a nap of 100 epochs is no sleep, and tells no pass either")
    func nap() throws {
        var script = try falling(0.5)
        script.setKink(0, -0.5)
        script.observe(100)
        script.setKink(0, 0.5)
        script.observe(200)
        #expect(script.lines() == [])
    }

    @Test("a leaky unit never sleeps: its kink passes a code")
    func leaky() throws {
        var script = try EventScript(w: [-1], b: [0.5], activation: .leakyReLU(slope: 0.1))
        script.setKink(0, -0.5)
        script.observe(200)
        #expect(script.lines() == ["Unit 0's kink passes code 0 1 · the kink fell 1, the code stood still"])
    }

    @Test("the last of several units that wake about the same time is told when it is certain")
    func lastOfThree() throws {
        var script = try EventScript(w: [-1, -1, -1, -1], b: [-0.5, -0.625, -0.75, -9])
        for code in [-0.5625, -0.6875, -0.8125] {
            script.setCode(0, code)
            script.observe(50)
        }
        script.observe(100)
        #expect(script.detector.events.map(\.title) == ["Unit 0 wakes", "Unit 1 wakes", "Unit 2 wakes"])
        script.observe(60)
        #expect(
            script.detector.events.map(\.title) == ["Unit 0 wakes", "Unit 1 wakes", "Unit 2 wakes, last of three"])
    }

    @Test("a weight that passes 0 turns its unit round, and is no pass")
    func turns() throws {
        var script = try EventScript(w: [0.125], b: [1])
        script.w[0] = -0.125
        script.observe(50)
        #expect(
            script.lines() == ["Unit 0 turns round 1 · its weight passes 0, so its kink leaves below and returns above"]
        )
        script.w[0] = 0
        script.observe()
        script.w[0] = 0.125
        script.observe(150)
        #expect(
            script.lines()
                == [
                    "Unit 0 turns round 1 · its weight passes 0, so its kink leaves below and returns above; "
                        + "2 times until 52"
                ])
        script.b[0] = -1
        script.observe(200)
        script.w[0] = -0.125
        script.observe()
        #expect(
            script.lines(.unitTurns).last
                == "Unit 0 turns round 402 · its weight passes 0, so its kink leaves above and returns below")
    }

    @Test("numbers that are none end the search without a word")
    func notANumber() throws {
        var script = try falling(-0.5)
        script.weights[0] = .nan
        script.observe(3)
        script.weights[0] = 1
        script.setCode(0, -1)
        script.observe(3)
        #expect(script.lines() == [])
    }
}
