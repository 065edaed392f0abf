import Foundation
import Networks
import Testing

@testable import Benchmarks

/// Rivals that are a few lines of shell.
@Suite(.timeLimit(.minutes(1))) struct RivalTests {
    private let ready = #"echo '{"program": "fake", "multiple": 4, "versions": {"fake": "1"}}'"#
    private let answer = #"echo '{"seconds": 0.5, "loss": 2}'"#

    private func rival(
        _ script: String, ready readyPatience: Double = 20, answer answerPatience: Double = 20, stop: StopRequest? = nil
    ) -> RivalContestant {
        RivalContestant(
            Rival(
                id: "fake", name: "Fake", executable: "/bin/sh", arguments: ["-c", script, "fake"], files: ["/bin/sh"],
                remedy: "make fake"),
            case: BenchmarkCase(benchmark: .ensemble, length: 3, networks: 2), weights: "w",
            patience: .init(ready: readyPatience, answer: answerPatience), stop: stop)
    }

    private func failure(_ body: () throws -> Void) throws -> String {
        let failure = try #require(throws: ContestantFailure.self, performing: body)
        guard case .failed(let why) = failure else {
            Issue.record("\(failure)")
            return ""
        }
        return why
    }

    @Test("A rival is asked by lines, and answers by lines")
    func answers() throws {
        let script = """
            \(ready); while read word epochs; do [ $word = run ] && echo "{\\"seconds\\": 0.25, \\"loss\\": $epochs}"; done
            """
        let contestant = rival(script)
        defer { contestant.end(isHurried: false) }
        try contestant.prepare()
        #expect(contestant.multiple == 4 && contestant.versions == ["fake": "1"])
        for epochs in [4, 20, 800] {
            #expect(try contestant.run(epochs: epochs, expected: 0) == Measurement(seconds: 0.25, loss: Double(epochs)))
        }
        #expect(try contestant.loss(inEpoch: 20) == 20)
        #expect(try failure { _ = try contestant.loss(inEpoch: 18) }.contains("multiples of 4"))
    }

    @Test("A rival receives the case")
    func arguments() throws {
        let contestant = rival(#"echo "{\"program\": \"fake\", \"versions\": {\"a\": \"$*\"}}""#)
        try contestant.prepare()
        contestant.end(isHurried: true)
        #expect(contestant.versions == ["a": "--worker --length 3 --weights w --networks 2"])
    }

    @Test("A rival that dies says why")
    func death() throws {
        #expect(
            try failure { try rival("echo one >&2; echo no such luck >&2; exit 3").prepare() }
                == "exit status 3: no such luck")
        #expect(try failure { try rival("kill -9 $$").prepare() } == "ended by signal 9")
        #expect(try failure { try rival("exit 0").prepare() } == "exit status 0")
        let later = rival("\(ready); read line; exit 4")
        try later.prepare()
        #expect(try failure { _ = try later.run(epochs: 4, expected: 0) } == "exit status 4")
        #expect(try failure { _ = try later.run(epochs: 4, expected: 0) } == "exit status 4")
        let deaf = rival("\(ready); exec <&-; sleep 0.2; exit 5")
        try deaf.prepare()
        usleep(100_000)
        #expect(try failure { _ = try deaf.run(epochs: 4, expected: 0) } == "exit status 5")
    }

    @Test("A rival that hangs is ended, with its own children, whatever it ignores")
    func hanging() throws {
        let mark = "\(Int.random(in: 1_000_000...9_999_999)).5"
        let contestant = rival("trap '' TERM INT HUP; sleep \(mark) & \(ready); wait", answer: 0.3)
        try contestant.prepare()
        #expect(try failure { _ = try contestant.run(epochs: 4, expected: 0) }.hasPrefix("no answer within"))
        contestant.end(isHurried: true)
        usleep(200_000)
        #expect(!processes().contains("sleep\0\(mark)"))
        #expect(try failure { try rival("sleep 30", ready: 0.2).prepare() }.hasPrefix("no answer within"))
        #expect(try failure { try rival("exec >&-; sleep 30").prepare() } == "it closed its output")
    }

    @Test("A grandchild that left the process group delays nothing")
    func daemon() throws {
        let start = ContinuousClock.now
        let contestant = rival("setsid sleep 8 & \(ready); wait", answer: 0.2)
        try contestant.prepare()
        #expect(try failure { _ = try contestant.run(epochs: 4, expected: 0) }.hasPrefix("no answer within"))
        contestant.end(isHurried: true)
        #expect(.now - start < .seconds(6))
    }

    /// The command lines of everything that runs.
    private func processes() -> String {
        let folders = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return folders.filter { Int($0) != nil }.compactMap {
            FileManager.default.contents(atPath: "/proc/\($0)/cmdline").map { String(decoding: $0, as: UTF8.self) }
        }.joined(separator: "\n")
    }

    @Test("Rubbish is quoted", .timeLimit(.minutes(1)))
    func rubbish() throws {
        #expect(
            try failure { try rival("echo Loading...").prepare() } == "it printed \"Loading...\" instead of an answer")
        #expect(try failure { try rival("yes | tr -d '\\n'").prepare() }.hasPrefix("it printed \"yyyy"))
        #expect(try failure { try rival("\(answer)").prepare() } == "it answered before it was asked")
        let twice = rival("\(ready); read line; \(ready); read line")
        try twice.prepare()
        #expect(try failure { _ = try twice.run(epochs: 4, expected: 0) } == "it said twice that it is ready")
        let chatty = rival("\(ready); read line; printf '{\"seconds\": 1, \"loss\": 2}\\nbye\\n'; read line")
        try chatty.prepare()
        _ = try chatty.run(epochs: 4, expected: 0)
        #expect(
            try failure { _ = try chatty.run(epochs: 4, expected: 0) }
                == "it printed more than it was asked for: \"bye\" instead of an answer")
        let nan = rival("\(ready); read line; echo '{\"seconds\": 1, \"loss\": NaN}'; read line")
        try nan.prepare()
        #expect(try failure { _ = try nan.run(epochs: 4, expected: 0) }.contains("NaN"))
        let unable = rival("\(ready); read line; echo '{\"error\": \"the loss is nan\"}'; read line")
        try unable.prepare()
        #expect(try failure { _ = try unable.run(epochs: 4, expected: 0) } == "the loss is nan")
    }

    @Test("A rival that floods standard error is read along")
    func flood() throws {
        let contestant = rival(
            "head -c 3000000 /dev/zero >&2; \(ready); read line; head -c 300000 /dev/zero >&2; \(answer); read line")
        try contestant.prepare()
        #expect(try contestant.run(epochs: 4, expected: 0).loss == 2)
        contestant.end(isHurried: false)
    }

    @Test("An absent rival is reported as missing, with the command that builds it")
    func missing() throws {
        for (executable, files) in [("/no/such", ["/no/such"]), ("/bin/sh", ["/bin/sh", "/no/such"])] {
            let contestant = RivalContestant(
                Rival(id: "x", name: "X", executable: executable, arguments: [], files: files, remedy: "make x"),
                case: BenchmarkCase(benchmark: .epoch, length: 3, networks: 1), weights: "w", stop: nil)
            #expect(throws: ContestantFailure.missing("there is no /no/such", remedy: "make x")) {
                try contestant.prepare()
            }
        }
        let module = rival(#"echo '{"missing": "no torch"}'"#)
        #expect(throws: ContestantFailure.missing("no torch", remedy: "make fake")) { try module.prepare() }
        let folder = RivalContestant(
            Rival(id: "x", name: "X", executable: "/tmp", arguments: [], files: ["/tmp"], remedy: "make x"),
            case: BenchmarkCase(benchmark: .epoch, length: 3, networks: 1), weights: "w", stop: nil)
        #expect(try failure { try folder.prepare() }.contains("cannot be started"))
    }

    @Test("An interruption ends waiting")
    func stopping() throws {
        let stop = StopRequest()
        let contestant = rival("sleep 30", stop: stop)
        Thread.detachNewThread {
            usleep(200_000)
            stop.stop()
        }
        let start = ContinuousClock.now
        #expect(throws: ContestantFailure.interrupted) { try contestant.prepare() }
        contestant.end(isHurried: true)
        #expect(.now - start < .seconds(10))
    }
}
