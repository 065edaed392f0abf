import Networks
import Testing

@testable import Benchmarks

@Suite struct ComparisonTests {
    /// Who was asked for what.
    final class Diary {
        var entries: [String] = []
    }

    /// A contestant whose epochs each take one simulated second.
    final class Scripted: Contestant {
        let id: String
        let multiple: Int
        var name: String { id.uppercased() }
        var versions: [String: String] { ["of": id] }
        let loss: Double
        let diary: Diary
        var failures: [Int: ContestantFailure] = [:]
        private var runs = 0

        init(_ id: String, loss: Double = 2, multiple: Int = 1, diary: Diary) {
            (self.id, self.loss, self.multiple, self.diary) = (id, loss, multiple, diary)
        }

        func prepare() throws(ContestantFailure) { diary.entries.append("prepare \(id)") }

        func run(epochs: Int, expected: Double) throws(ContestantFailure) -> Measurement {
            diary.entries.append("run \(id)")
            runs += 1
            if let failure = failures[runs] { throw failure }
            return Measurement(seconds: Double(epochs), loss: loss)
        }

        func loss(inEpoch epoch: Int) throws(ContestantFailure) -> Double {
            if let failure = failures[0] { throw failure }
            return loss
        }

        func end(isHurried: Bool) { diary.entries.append("end \(id)") }
    }

    private let comparison = Comparison(title: "test", rounds: 3, seconds: 1) { _ in }

    @Test("Every contestant is measured in each round, in alternating order")
    func turns() throws {
        let diary = Diary()
        var entrants = ["a", "b", "c"].map { Entrant(Scripted($0, diary: diary)) }
        try comparison.carryOut(&entrants, loss: 2)
        let measured = diary.entries.suffix(9)
        #expect(Array(measured) == ["a", "b", "c", "c", "b", "a", "a", "b", "c"].map { "run \($0)" })
        for entrant in entrants {
            #expect(entrant.isRunning && entrant.result.seconds.count == 3 && entrant.result.loss == 2)
            #expect(entrant.result.epochsPerMeasurement == 1 && entrant.result.versions == ["of": entrant.result.id])
        }
    }

    @Test("A contestant with another loss is not timed")
    func disagreement() throws {
        let diary = Diary()
        var entrants = [
            Entrant(Scripted("a", diary: diary)), Entrant(Scripted("b", loss: 2.001, diary: diary)),
            Entrant(Scripted("c", loss: 2.0001, diary: diary)), Entrant(Scripted("d", loss: .nan, diary: diary)),
        ]
        try comparison.carryOut(&entrants, loss: 2)
        #expect(entrants.map(\.isRunning) == [true, false, true, false])
        #expect(entrants[1].result.status == .wrong && entrants[3].result.status == .wrong)
        #expect(entrants[1].result.reason?.contains("2.001") == true)
        #expect(!diary.entries.contains("run b") && diary.entries.contains("end b"))
    }

    @Test("A contestant that fails is dropped, and the others continue")
    func breaking() throws {
        let diary = Diary()
        let broken = Scripted("b", diary: diary)
        broken.failures[3] = .failed("broke")
        var entrants = [Entrant(Scripted("a", diary: diary)), Entrant(broken)]
        try comparison.carryOut(&entrants, loss: 2)
        #expect(entrants[1].result.status == .failed && entrants[1].result.reason == "broke")
        #expect(entrants[0].result.seconds.count == 3 && entrants[1].result.seconds.count == 1)
        #expect(diary.entries.filter { $0 == "run b" }.count == 3)
    }

    @Test("A contestant that fails the check is not timed; an interruption is propagated")
    func check() throws {
        let diary = Diary()
        let broken = Scripted("b", diary: diary)
        broken.failures[0] = .failed("broke")
        var entrants = [Entrant(Scripted("a", diary: diary)), Entrant(broken)]
        try comparison.carryOut(&entrants, loss: 2)
        #expect(entrants[1].result.status == .failed && !diary.entries.contains("run b"))
        #expect(entrants[0].result.seconds.count == 3)

        let stopped = Scripted("c", diary: diary)
        stopped.failures[2] = .interrupted
        var others = [Entrant(Scripted("a", diary: diary)), Entrant(stopped)]
        #expect(throws: ContestantFailure.interrupted) { try comparison.carryOut(&others, loss: 2) }
        #expect(others[0].result.status == .interrupted)
    }

    @Test("The three paths agree, and stop where they should")
    func paths() throws {
        let subject = BenchmarkCase(benchmark: .ensemble, length: 9, networks: 3)
        let (networks, samples) = (try subject.initialNetworks(), try subject.samples())
        var entrants = [ComputationPath.sweep, .dense, .reference].map {
            Entrant(PathContestant<Float>($0, networks: networks, samples: samples, stop: nil))
        }
        try Comparison(title: "", rounds: 1, seconds: 1e-3) { _ in }.carryOut(
            &entrants,
            loss: PathContestant<Double>(
                .reference, networks: networks.map { $0.converted(to: Double.self) }, samples: samples, stop: nil
            ).loss(inEpoch: 20))
        #expect(entrants.allSatisfy { $0.isRunning && $0.result.seconds.count == 1 })
        let stop = StopRequest()
        stop.stop()
        let stopped = PathContestant<Float>(.dense, networks: networks, samples: samples, stop: stop)
        #expect(throws: ContestantFailure.interrupted) { try stopped.prepare() }
    }
}
