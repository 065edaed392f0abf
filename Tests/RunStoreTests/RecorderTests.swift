import Experiments
import Foundation
import Networks
import RunStore
import Synchronization
import TestFixtures
import Testing

/// Several recorders of one run, and those who listen.
@Suite struct RecorderTests {
    /// What a recorder has seen, in words.
    final class Log: Sendable {
        private let entries = Mutex<[String]>([])
        var lines: [String] { entries.withLock { $0 } }
        func add(_ line: String) { entries.withLock { $0.append(line) } }
    }

    struct Refusal: Error, Equatable {
        let line: String
    }

    /// Notes every call, and throws at one of them.
    final class NotingRecorder: RunRecorder {
        private let log: Log
        private let refused: String?

        init(_ log: Log, refusing refused: String? = nil) { (self.log, self.refused) = (log, refused) }

        private func note(_ line: String) throws {
            log.add(line)
            if line == refused { throw Refusal(line: line) }
        }

        func start(_ spec: Spec, epoch: Int) throws { try note("start \(epoch)") }
        func record(_ row: HistoryRow) throws { try note("row \(row.epoch)") }
        func record<S: TrainableScalar>(snapshot network: Network<S>, epoch: Int) throws {
            try note("snapshot \(epoch)")
        }
        func record<S: TrainableScalar>(_ checkpoint: TrainingCheckpoint<S>) throws { try note("checkpoint") }
        func finish(_ result: RunResult) throws { try note("finish \(result.epochs)") }
    }

    /// Refuses the start with its number.
    final class NumberedRecorder: RunRecorder {
        struct Refusal: Error, Equatable { let number: Int }
        private let number: Int

        init(number: Int) { self.number = number }

        func start(_ spec: Spec, epoch: Int) throws { throw Refusal(number: number) }
        func record(_ row: HistoryRow) {}
        func record<S: TrainableScalar>(snapshot network: Network<S>, epoch: Int) {}
    }

    private func run(epochs: Int = 20) throws -> ExperimentRun {
        var spec = try #require(Experiment.named("autoencoder-study")).spec.resized(to: 9)
        spec.epochs = epochs
        spec.record = Spec.Record(epochs: .list([0, 5, 20]), snapshots: true)
        return try ExperimentRun(spec, source: "test")
    }

    private let events = [
        "start 0", "row 0", "row 1", "snapshot 1", "row 2", "snapshot 2", "row 5", "snapshot 5", "row 10",
        "snapshot 10",
        "row 20", "checkpoint", "finish 20",
    ]

    /// What a listener hears of them.
    private var heardEvents: [String] { events.filter { $0 != "checkpoint" } }

    private func listener(_ log: Log) -> RunListener {
        RunListener { event in
            switch event {
            case .started(_, let epoch): log.add("start \(epoch)")
            case .row(let row): log.add("row \(row.epoch)")
            case .snapshot(_, let epoch): log.add("snapshot \(epoch)")
            case .finished(let result): log.add("finish \(result.epochs)")
            }
        }
    }

    @Test("Every recorder of a tee sees every event, in order")
    func order() throws {
        let (first, second, heard) = (Log(), Log(), Log())
        _ = try run().run(recorder: RecorderTee([NotingRecorder(first), listener(heard), NotingRecorder(second)]))
        #expect(first.lines == events && second.lines == events && heard.lines == heardEvents)
    }

    @Test("An error of one recorder ends the run and is thrown; the others saw its event", arguments: 0...12)
    func refusal(event: Int) throws {
        let (before, after) = (Log(), Log())
        let refusing = NotingRecorder(Log(), refusing: events[event])
        #expect(throws: Refusal(line: events[event])) {
            try run().run(recorder: RecorderTee([NotingRecorder(before), refusing, NotingRecorder(after)]))
        }
        #expect(before.lines == Array(events[...event]) && after.lines == before.lines)
    }

    @Test("Of two errors at one event the first is thrown")
    func firstError() throws {
        let recorders = (1...2).map { NumberedRecorder(number: $0) }
        #expect(throws: NumberedRecorder.Refusal(number: 1)) { try run().run(recorder: RecorderTee(recorders)) }
    }

    @Test("A listener changes neither weights nor files")
    func listening() throws {
        let folder = try TemporaryFolder()
        let (alone, heard) = (RunRoot(folder.path + "/alone"), RunRoot(folder.path + "/heard"))
        let log = Log()
        let quiet = try RunBatch(in: alone, threads: 1).carryOut([run()])
        let followed = try RunBatch(in: heard, threads: 1) { [$1, listener(log)] }.carryOut([run()])
        #expect(quiet.map(\.weightsSHA256) == followed.map(\.weightsSHA256))
        #expect(log.lines == heardEvents)
        let names = try [alone, heard].map { root in
            try FileManager.default.subpathsOfDirectory(atPath: root.find("last").path).sorted()
        }
        #expect(names[0] == names[1] && names[0].contains("summary.json"))
        // A checkpoint holds the time that training took.
        for name in names[0].filter({ !$0.hasPrefix("checkpoint") })
        where [".safetensors", ".csv", ".yaml", ".bin"].contains(where: name.hasSuffix) {
            let files = try [alone, heard].map { FileManager.default.contents(atPath: try $0.find("last").file(name)) }
            #expect(files[0] == files[1] && files[0]?.isEmpty == false, "\(name)")
        }
    }

    @Test("A listener of a resumed run hears the rest")
    func resuming() throws {
        let folder = try TemporaryFolder()
        let stop = StopRequest()
        let (first, rest) = (Log(), Log())
        let batch = RunBatch(in: RunRoot(folder.path), threads: 1) {
            let stopping = RunListener { event in
                if case .row(let row) = event, row.epoch == 5 { stop.stop() }
            }
            return [$1, listener(first), stopping]
        }
        let interrupted = try #require(try batch.carryOut([run()], stop: stop).first)
        #expect(interrupted.status == .interrupted && (5..<20).contains(interrupted.epochs))
        #expect(first.lines.first == "start 0" && first.lines.last == "finish \(interrupted.epochs)")
        let run = try RunRoot(folder.path).find("last")
        _ = try RunBatch.resume(Resumption(run), recorders: { [$1, listener(rest)] })
        #expect(rest.lines.first == "start \(interrupted.epochs)" && rest.lines.last == "finish 20")
        #expect(
            rest.lines.filter { ["row 0", "row 1", "row 2", "row 10", "row 20"].contains($0) } == ["row 10", "row 20"])
        #expect(try run.summary().status == .finished)
    }

    @Test("Without the folder's recorder nothing is written but what the folder begins with")
    func listenerAlone() throws {
        let folder = try TemporaryFolder()
        let log = Log()
        let summaries = try RunBatch(in: RunRoot(folder.path), threads: 1) { _, _ in [listener(log)] }.carryOut([run()])
        #expect(log.lines == heardEvents && summaries[0].epochs == 20)
        let names = try FileManager.default.contentsOfDirectory(atPath: RunRoot(folder.path).find("last").path)
        #expect(Set(names) == ["spec.yaml", "environment.json"])
    }
}
