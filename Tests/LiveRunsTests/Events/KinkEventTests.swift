import Networks
import Testing

@testable import LiveRuns

/// Kinks that pass codes or are held by them, and codes that fold.
@Suite struct KinkEventTests {
    @Test("a kink that stays beyond a code for 20 epochs has passed it")
    func passes() throws {
        var script = try EventScript(w: [1], b: [-1.5])
        script.setKink(0, 2.25)
        script.observe(20)
        #expect(script.lines() == [])
        script.observe()
        #expect(script.lines() == ["Unit 0's kink passes code 2 1 · the kink rose 0.75, the code stood still"])
        #expect(script.detector.events[0].subject == LiveEvent.Subject(unit: 0, theta: 2))
    }

    @Test("who moved more comes first")
    func movers() throws {
        var script = try EventScript(w: [1], b: [-1.9375])
        script.setKink(0, 1.96875)
        script.bias = -0.125
        script.observe(21)
        #expect(script.lines() == ["Unit 0's kink passes code 2 1 · the code fell 0.12, the kink rose 0.031"])
        script.setKink(0, 3.25)
        script.bias = 0
        script.observe(21)
        #expect(script.lines().last == "Unit 0's kink passes code 3 22 · the kink rose 1.3, the code 0.12")
    }

    @Test("codes that a kink passes in one epoch are one event")
    func several() throws {
        var script = try EventScript(w: [1], b: [-0.5])
        script.setKink(0, 2.5)
        script.observe(100)
        script.setKink(0, -0.5)
        script.observe(100)
        #expect(
            script.lines() == [
                "Unit 0's kink passes codes 1, 2 1 · the kink rose 2, code 1 stood still",
                "Unit 0's kink passes 3 codes 101 · from code 0 to code 2; the kink fell 3, code 0 stood still",
            ])
    }

    @Test("a kink that comes back within 20 epochs has passed nothing")
    func comesBack() throws {
        var script = try EventScript(w: [1], b: [-1.5])
        script.setKink(0, 2.25)
        script.observe(19)
        script.setKink(0, 1.5)
        script.observe(300)
        #expect(script.lines() == [])
    }

    @Test("four changes in 100 epochs are a meeting, which counts and ends")
    func meets() throws {
        var script = try EventScript(w: [1], b: [-1.9375])
        func cross(_ script: inout EventScript, _ times: Int) {
            for _ in 0..<times {
                script.setKink(0, script.b[0] == -1.9375 ? 2.0625 : 1.9375)
                script.observe()
            }
        }
        script.observe(10)
        cross(&script, 3)
        #expect(script.lines() == [])
        cross(&script, 1)
        #expect(
            script.lines() == ["Unit 0's kink meets code 2 11 · it is held there: 4 crossings in the 3 epochs since"])
        _ = script.detector.take()
        cross(&script, 996)
        let (changed, _) = script.detector.take()
        #expect(changed.map(\.count) == [1000])
        #expect(
            changed.map(\.text) == ["it is held there: 1,000 crossings in the 999 epochs since"])
        #expect(changed.map(\.isOpen) == [true])
        // Less than a quarter of a gap away it stays open.
        script.observe(500)
        #expect(script.detector.events[0].isOpen)
        script.setKink(0, 1.75)
        script.observe(200)
        #expect(script.detector.events[0].isOpen)
        script.observe()
        #expect(script.detector.events.map(\.isOpen) == [false])
        #expect(script.lines() == ["Unit 0's kink meets code 2 11 · it was held there: 1,000 crossings in 999 epochs"])
    }

    @Test("a meeting needs its four changes within 100 epochs")
    func rareChanges() throws {
        var script = try EventScript(w: [1], b: [-1.9375])
        for round in 0..<40 {
            script.setKink(0, round.isMultiple(of: 2) ? 2.0625 : 1.9375)
            script.observe(34)
        }
        #expect(script.lines(.kinkMeets) == [])
        #expect(script.detector.events.count == 40)
    }

    @Test("a code folds when its weight changes sign")
    func folds() throws {
        var script = try EventScript(w: [1], b: [10])
        script.weights[3] = -0.5
        script.observe()
        #expect(
            script.lines(.codeFolds) == ["The code folds 1 · code 1 falls below code 0: weight 3 has turned negative"])
        #expect(script.detector.events[0].subject.theta == 1)
        // Again within 100 epochs: the same event.
        script.weights[3] = 1
        script.observe(50)
        script.weights[3] = -0.5
        script.observe()
        #expect(script.detector.events.map(\.count) == [2])
        script.weights[3] = 1
        script.observe(150)
        script.weights[2] = 0
        script.observe()
        #expect(script.lines(.codeFolds).last == "The code folds 203 · code 2 falls to code 1: weight 2 is 0")
    }

    @Test("a falling code folds where it rises")
    func foldsUpwards() throws {
        var script = try EventScript(weights: [-1, -1, -1, -1], w: [1], b: [10])
        script.weights[3] = 0.5
        script.observe()
        #expect(script.lines() == ["The code folds 1 · code 1 rises above code 0: weight 3 has turned positive"])
    }

    @Test("a code that was not monotone does not fold")
    func isFolded() throws {
        var script = try EventScript(weights: [1, -1, 1, 1], w: [1], b: [10])
        script.weights[3] = -1
        script.observe(200)
        #expect(script.lines() == [])
    }

    @Test("states that are no later than the last are not looked at")
    func order() throws {
        var script = try EventScript(w: [1], b: [-1.5])
        script.observe(5)
        script.epoch = 2
        script.weights[3] = -1
        script.observe(3)
        #expect(script.lines() == [])
        #expect(script.detector.epoch == 5)
    }
}
