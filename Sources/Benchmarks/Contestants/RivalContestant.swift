import Foundation
internal import Networks

/// A rival in a process of its own.
final class RivalContestant: Contestant {
    let id: String
    let name: String
    private(set) var multiple = 1
    private(set) var versions: [String: String] = [:]
    private let rival: Rival
    private let arguments: [String]
    private let patience: Patience
    private let stop: StopRequest?
    private var worker: WorkerProcess?

    /// How many seconds to wait for an answer.
    struct Patience: Sendable, Hashable {
        /// Until a rival has compiled and warmed up.
        var ready = 900.0
        /// For a measurement, in addition to ten times its expected duration.
        var answer = 120.0
    }

    init(
        _ rival: Rival, case comparison: BenchmarkCase, weights: String, patience: Patience = Patience(),
        stop: StopRequest?
    ) {
        (id, name) = (rival.id, rival.name)
        self.rival = rival
        arguments =
            rival.arguments + ["--worker", "--length", String(comparison.length), "--weights", weights]
            + (comparison.networks == 1 ? [] : ["--networks", String(comparison.networks)])
        self.patience = patience
        self.stop = stop
    }

    func prepare() throws(ContestantFailure) {
        for file in rival.files where !FileManager.default.fileExists(atPath: file) {
            throw .missing("there is no \(file)", remedy: rival.remedy)
        }
        let worker = try WorkerProcess(executable: rival.executable, arguments: arguments)
        self.worker = worker
        switch WorkerAnswer(try worker.line(within: patience.ready, stop: stop)) {
        case .ready(let multiple, let versions): (self.multiple, self.versions) = (multiple, versions)
        case .missing(let what): throw .missing(what, remedy: rival.remedy)
        case .error(let why): throw .failed(why)
        case .measured: throw .failed("it answered before it was asked")
        case .rubbish(let text): throw .failed("it printed \(text)")
        }
    }

    func run(epochs: Int, expected: Double) throws(ContestantFailure) -> Measurement {
        guard let worker else { throw .failed("it is not running") }
        if let surplus = worker.unaskedLine {
            throw .failed("it printed more than it was asked for: \(WorkerAnswer.quoted(surplus))")
        }
        try worker.say("run \(epochs)\n")
        switch WorkerAnswer(try worker.line(within: patience.answer + 10 * min(expected, 3600), stop: stop)) {
        case .measured(let measurement): return measurement
        case .error(let why): throw .failed(why)
        case .ready: throw .failed("it said twice that it is ready")
        case .missing(let what): throw .failed(what)
        case .rubbish(let text): throw .failed("it printed \(text)")
        }
    }

    func loss(inEpoch epoch: Int) throws(ContestantFailure) -> Double {
        guard epoch.isMultiple(of: multiple) else {
            throw .failed("it computes multiples of \(multiple) epochs: expected a divisor of \(epoch)")
        }
        return try run(epochs: epoch, expected: 0).loss
    }

    func end(isHurried: Bool) {
        worker?.end(isHurried: isHurried)
        worker = nil
    }
}
