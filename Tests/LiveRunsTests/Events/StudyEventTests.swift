import Analysis
import Experiments
import Networks
import Testing

@testable import LiveRuns

/// What happens in `autoencoder-study` at length 33, seed 1. The sweep gives every machine the same bits.
@Suite struct StudyEventTests {
    /// The events through an epoch; the whole network is shown at epochs near those that tests ask for.
    private static func events(
        of name: String, through epochs: Int, whole: ClosedRange<Int>
    ) throws -> [LiveEvent] {
        let experiment = try #require(Experiment.named(name))
        var spec = experiment.spec.resized(to: 33)
        spec.epochs = epochs
        let run = try ExperimentRun(spec, source: name)
        var network: Network<Float> = try run.initialNetwork()
        var detector = EventDetector(network, samples: run.samples, training: spec.training)
        try spec.training.fit(
            &network, to: run.samples, epochs: epochs, observing: .every(1),
            observer: { state in
                let front = EventScript.front(
                    state.network.layers.dropLast().flatMap { [$0.weight.elements, $0.bias ?? []] })
                front.withUnsafeBufferPointer {
                    detector.observe(epoch: state.epoch, front: $0, learningRate: state.learningRate)
                }
                if whole.contains(state.epoch) || state.epoch == 0 {
                    detector.observe(epoch: state.epoch, network: state.network)
                }
            })
        return detector.events
    }

    private static let study = Result { try events(of: "autoencoder-study", through: 18_402, whole: 2_355...2_365) }

    private func line(_ unit: Int?, _ kind: LiveEvent.Kind, theta: Double? = nil, after epoch: Int = 0) throws -> String
    {
        let found = try Self.study.get().filter {
            $0.kind == kind && $0.subject.unit == unit && $0.epoch >= epoch
                && (theta == nil || $0.subject.theta == theta)
        }
        return found.map { "\($0.title) \($0.epoch) · \($0.text)" }.joined(separator: "\n")
    }

    @Test("the code folds once")
    func folds() throws {
        #expect(
            try line(nil, .codeFolds)
                == "The code folds 4833 · code 1 falls below code 0: weight 32 has turned negative")
    }

    @Test("seven units wake, some after blinks")
    func wakes() throws {
        #expect(
            try line(6, .unitWakes)
                == "Unit 6 wakes 5467 · after 18 blinks since 5,281: each first step, 0.68 to 10 rates long, "
                + "threw its kink ahead")
        #expect(
            try line(28, .unitWakes)
                == "Unit 28 wakes, last of seven 7397 · after 64 blinks since 5,231: each first step, "
                + "2.4 to 10 rates long, threw its kink ahead")
        #expect(
            try line(32, .unitWakes)
                == "Unit 32 wakes 5727 · code 3 fell to −1.01, past its kink; the unit itself stood still")
        let woken = try Self.study.get().filter { $0.kind == .unitWakes && (5000..<8000).contains($0.epoch) }
        #expect(woken.compactMap(\.subject.unit).sorted() == [6, 13, 19, 26, 28, 30, 32])
    }

    @Test("a unit sleeps after 28 blinks, and what wakes it is told")
    func sleeps() throws {
        #expect(
            try line(31, .unitSleeps, after: 1000)
                == "Unit 31 sleeps 7600 · one step threw its kink to −3.62; it wakes if a code falls below that; "
                + "the least is −3.23")
    }

    @Test("a unit turns round, and kinks pass and meet codes")
    func kinks() throws {
        #expect(
            try line(0, .unitTurns)
                == "Unit 0 turns round 6808 · its weight passes 0, so its kink leaves below and returns above; "
                + "9 times until 6,816")
        #expect(
            try line(13, .kinkPasses, theta: 12)
                == "Unit 13's kink passes code 12 16085 · the kink rose 0.0059, the code 3\u{A0}×\u{A0}10⁻⁴")
        #expect(
            try line(30, .kinkMeets, theta: 14)
                == "Unit 30's kink meets code 14 16067 · it is held there: 1,073 crossings in the 2,335 epochs since")
    }

    @Test("output 13 wakes")
    func output() throws {
        let lines = try Self.study.get().filter { $0.subject.output == 13 }.map {
            "\($0.title) \($0.epoch) · \($0.text)"
        }
        #expect(lines == ["Output 13 wakes 2361 · its sum is above 0 at θ = 32, 33"])
    }

    @Test("with a fixed encoder 13 units are dead for ever, and output 3 loses its gradient")
    func linearEncoder() throws {
        let events = try Self.events(of: "autoencoder-study-linear-encoder", through: 200, whole: 0...200)
        let lines = events.map { "\($0.title) \($0.epoch) · \($0.text)" }
        #expect(
            lines.first
                == "13 units are dead for ever under this rule 0 · no code switches them on, the codes are fixed, "
                + "RMSProp has no velocity")
        #expect(
            lines.contains {
                $0.hasPrefix(
                    "Output 3 has no gradient any more 164 · its sum is at most 0 at every code. Not for ever: "
                        + "some of its weights are above 0")
            })
    }

    @Test("the rate falls as the built-in schedule says")
    func rate() throws {
        let experiment = try #require(Experiment.named("autoencoder-study"))
        let spec = experiment.spec.resized(to: 5)
        let run = try ExperimentRun(spec, source: spec.name)
        let network: Network<Float> = try run.initialNetwork()
        var detector = EventDetector(network, samples: run.samples, training: spec.training)
        let front = EventScript.front(network.layers.dropLast().flatMap { [$0.weight.elements, $0.bias ?? []] })
        guard case .steps(let changes) = spec.training.schedule else { return #expect(Bool(false)) }
        for epoch in 446_075...446_085 {
            let rate = changes.last { $0.fromEpoch <= epoch }?.learningRate ?? spec.training.optimizer.learningRate
            front.withUnsafeBufferPointer { detector.observe(epoch: epoch, front: $0, learningRate: rate) }
        }
        #expect(
            detector.events.map { "\($0.title) \($0.epoch) · \($0.text)" }
                == ["Rate 1e−4 → 1e−5 446080 · as the schedule says"])
    }
}
