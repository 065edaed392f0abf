import Foundation
import Networks
import Testing

@testable import LiveRuns

/// Events that others know of, the form of events in JSON, and the bound of the log.
@Suite struct OutsideEventTests {
    private func line(_ event: LiveEvent) -> String { "\(event.title) \(event.epoch) · \(event.text)" }

    @Test("events from outside have the words of the design")
    func words() {
        #expect(
            line(.rate(epoch: 446_080, from: 1e-4, to: 1e-5, cause: .schedule))
                == "Rate 1e−4 → 1e−5 446080 · as the schedule says")
        #expect(line(.rate(epoch: 7, from: 0.01, to: 0.0316, cause: .hand)) == "Rate 0.01 → 0.0316 7 · by hand")
        #expect(
            line(.goalReached(epoch: 12, worstError: 2.2e-14))
                == "Goal reached 12 · worst error 2.2 × 10⁻¹² % of the amplitude".replacing(
                    " × ", with: "\u{A0}×\u{A0}"
                )
                .replacing(" %", with: "\u{A0}%"))
        #expect(
            line(.sameBits(epoch: 50_000, as: "autoencoder-study-1", hash: "2ac65f89aabb"))
                == "Same bits as autoencoder-study-1 50000 · 2ac65f89…")
        #expect(line(.proved(epoch: 0, samples: 10)) == "Proved 0 · all 10 samples")
        #expect(
            line(.refuted(epoch: 0, theta: 3, sample: 3, output: 2, error: "1/1048576"))
                == "Refuted 0 · θ = 3, output 2, by 1/1048576")
        #expect(
            line(.refuted(epoch: 0, theta: nil, sample: 3, output: 2, error: "-1/3"))
                == "Refuted 0 · sample 3, output 2, by −1/3")
    }

    @Test("a divergence is told by the tensor that grew first")
    func diverged() {
        let rows = [(0, 0.05, 0.05), (1, 0.06, 1.4), (2, 300, 5160), (3, 1e30, 4e23)].map { epoch, w1, w3 in
            LiveEvent.LargestWeights(epoch: epoch, tensors: [("W1", w1), ("W3", w3)])
        }
        let event = LiveEvent.diverged(epoch: 3, table: rows, remedies: ["a rate of 0.1"])
        #expect(
            line(event)
                == "Diverged 3 · the loss is no finite number: largest |W₃| 0.05, 1.4, 5,160, 4\u{A0}×\u{A0}10²³; "
                + "tried, and finite: a rate of 0.1")
        #expect(
            line(.diverged(epoch: 3, table: [])) == "Diverged 3 · the loss is no finite number")
        // Of the last four epochs alone, W1 is the one that grew most where one first grew.
        let last = LiveEvent.LargestWeights(epoch: 4, tensors: [("W1", .infinity), ("W3", 5e23)])
        #expect(
            line(.diverged(epoch: 4, table: rows + [last]))
                == "Diverged 4 · the loss is no finite number: largest |W₁| 0.06, 300, 1\u{A0}×\u{A0}10³⁰, ∞"
                .replacing("1\u{A0}×\u{A0}10³⁰", with: "10³⁰"))
    }

    @Test("a change of the rate is seen, and by whose hand")
    func rates() throws {
        var script = try EventScript(w: [1], b: [10])
        script.rate = 0.001
        script.observe(2)
        script.detector.expectRateByHand()
        script.rate = 0.0001
        script.observe(2)
        #expect(
            script.lines() == ["Rate 0.01 → 0.001 1 · as the schedule says", "Rate 0.001 → 1e−4 3 · by hand"])
    }

    @Test("an event travels as JSON with the names of the page")
    func json() throws {
        var event = LiveEvent.refuted(epoch: 5, theta: 3, sample: 3, output: 2, error: "1/2")
        event.id = 7
        event.numbers = ["a": 1.5]
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let data = try encoder.encode(event)
        #expect(
            String(decoding: data, as: UTF8.self)
                == #"{"count":1,"epoch":5,"id":7,"kind":"refuted","numbers":{"a":1.5},"open":false,"#
                + #""subject":{"output":2,"theta":3},"text":"θ = 3, output 2, by 1\/2","title":"Refuted"}"#)
        #expect(try JSONDecoder().decode(LiveEvent.self, from: data) == event)
        #expect(
            LiveEvent(epoch: 0, kind: .goal, numbers: ["a": .nan, "b": 2], title: "", text: "").numbers == ["b": 2])
    }

    @Test("events are taken once, and again when they grow")
    func taken() throws {
        var script = try EventScript(w: [-1], b: [-0.5])
        script.setCode(0, -1)
        script.observe()
        #expect(script.detector.take().changed.map(\.id) == [1])
        #expect(script.detector.take().changed == [])
        script.setKink(0, -2)
        script.observe()
        #expect(script.detector.take().changed.map(\.title) == ["Unit 0 blinks"])
        let id = script.detector.add(.proved(epoch: 2, samples: 5))
        #expect(script.detector.take().changed.map(\.id) == [id])
    }

    @Test("beyond the limit the oldest blinks and crossings are merged")
    func limit() throws {
        var script = try EventScript(w: [1, -1], b: [-1.9375, -0.5], limit: 40)
        script.detector.add(.proved(epoch: 0, samples: 5))
        var removed: Set<Int> = []
        var ids: Set<Int> = []
        for round in 0..<200 {
            script.setKink(0, round.isMultiple(of: 2) ? 2.0625 : 1.9375)
            script.observe(34)
            let (changed, gone) = script.detector.take()
            ids.formUnion(changed.map(\.id))
            removed.formUnion(gone)
            #expect(script.detector.events.count <= 40)
        }
        let events = script.detector.events
        #expect(Set(events.map(\.id)) == ids.subtracting(removed))
        #expect(events.contains { $0.kind == .proved })
        let merged = events.filter { $0.kind == .earlier }
        #expect(merged.count == 1)
        #expect((merged.first?.count ?? 0) + events.count - 1 == 201)
        #expect(merged.first?.title == "\(merged.first?.count ?? 0) earlier events")
        // The last pass is there, the first is not.
        #expect(events.last?.epoch == 199 * 34 + 1)
    }
}
