import Foundation
import Networks
import RunStore
import Testing

@testable import Benchmarks

@Suite struct BenchmarkReportTests {
    private func contestant(_ id: String, _ name: String, seconds: [Double], sweep: [Double]) -> ContestantResult {
        var result = ContestantResult(id: id, name: name)
        result.epochsPerMeasurement = 1000
        result.seconds = seconds
        result.finish(sweep: sweep)
        return result
    }

    private var report: BenchmarkReport {
        let times = [0.002, 0.0021, 0.0022]
        let sweep = contestant("sweep", "Heaviside, sweep", seconds: times, sweep: times.map { $0 / 1000 * 1e6 })
        var dense = contestant("dense", "Heaviside, dense", seconds: [2, 2.1, 4.4], sweep: sweep.microseconds)
        dense.versions = ["blas": "B 1"]
        var missing = ContestantResult(id: "x", name: "X")
        missing.note(.missing("there is no x", remedy: "make x"))
        var failed = ContestantResult(id: "y", name: "A longer name")
        failed.note(.failed("exit status 3: no luck"))
        var report = BenchmarkReport(
            machine: .current(), compiler: "Swift", core: 1, loadBefore: 0.5, rounds: 3, secondsPerMeasurement: 0.1)
        report.cases = [
            CaseResult(
                BenchmarkCase(benchmark: .epoch, length: 65, networks: 1), parameters: 4421,
                contestants: [sweep, dense, missing, failed])
        ]
        report.growth = [Growth(of: "sweep", times: [65: 1, 513: 64])].compactMap { $0 }
        return report
    }

    @Test("The table shows medians, spreads, ratios and reasons")
    func table() throws {
        #expect(
            BenchmarkTable.table(report.cases[0]) == """
                epoch, n = 65: 4,421 parameters each
                                     µs per epoch             times the sweep
                  Heaviside, sweep   2.10 (2.00 to 2.20)      1
                  Heaviside, dense   2,100 (2,000 to 4,400)   1,000 (1,000 to 2,000)
                  X                  missing: there is no x
                  A longer name      failed: exit status 3: no luck
                """)
    }

    @Test("Head and foot name the machine, the compiler and the commands for missing rivals")
    func headAndFoot() throws {
        var report = report
        let head = BenchmarkTable.head(report)
        #expect(head.contains("all on core 1; load 0.50 before") && head.contains("3 rounds in turns"))
        report = BenchmarkReport(
            machine: .current(), compiler: "Swift", core: nil, loadBefore: nil, rounds: 1, secondsPerMeasurement: 0.1)
        #expect(BenchmarkTable.head(report).contains("not held on one core"))
        let foot = BenchmarkTable.foot(self.report)
        #expect(foot.contains("the time of the sweep path grows as n^2.01."))
        #expect(foot.contains("With blas B 1") && foot.contains("To install what is missing: make x"))
        #expect(foot.contains("double precision, within 0.0001 of it"))
    }

    @Test("Three digits")
    func numbers() {
        for (value, text) in [
            (0.004, "0.00"), (2.345, "2.35"), (9.994, "9.99"), (9.996, "10.0"), (99.94, "99.9"), (99.96, "100"),
            (999.4, "999"),
            (1000, "1,000"), (1_234_567.4, "1,234,567"),
        ] { #expect(BenchmarkTable.number(value) == text) }
    }

    @Test("JSON holds every figure under stable names, and reads back")
    func json() throws {
        let data = try JSONEncoder().encode(report)
        #expect(try JSONDecoder().decode(BenchmarkReport.self, from: data) == report)
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(
            Set(object.keys) == [
                "cases", "compiler", "core", "growth", "isInterrupted", "loadBefore", "machine", "rounds",
                "secondsPerMeasurement",
            ])
        let first = try #require((object["cases"] as? [[String: Any]])?.first)
        #expect(
            Set(first.keys) == [
                "benchmark", "checkedEpoch", "contestants", "length", "networks", "parameters", "tolerance",
            ])
        let contestants = try #require(first["contestants"] as? [[String: Any]])
        #expect(
            Set(contestants[1].keys) == [
                "epochsPerMeasurement", "id", "microsecondsPerEpoch", "name", "ratioToSweep", "seconds", "status",
                "versions",
            ])
        #expect(contestants[2]["status"] as? String == "missing" && contestants[2]["remedy"] as? String == "make x")
    }

    @Test("A report is sound where no contestant is wrong or broken")
    func soundness() throws {
        #expect(!report.isSound)
        for (failure, isSound) in [
            (ContestantFailure.missing("", remedy: ""), true), (.skipped(""), true), (.wrong(""), false),
            (.failed(""), false),
        ] {
            var result = ContestantResult(id: "x", name: "X")
            result.note(failure)
            var report = report
            let subject = BenchmarkCase(benchmark: .epoch, length: 65, networks: 1)
            report.cases = [CaseResult(subject, parameters: 1, contestants: [result])]
            #expect(report.isSound == isSound)
        }
    }

    @Test("A run without rivals measures this project's paths, and ends when it is stopped")
    func run() throws {
        let plan = try BenchmarkPlan(names: ["epoch"], lengths: "3,131", rounds: 2, seconds: 1e-4, rivals: "/no/such")
        var empty = report
        (empty.cases, empty.growth) = ([], [])
        var titles: [Int] = []
        let found = try BenchmarkRun(plan, finished: { titles.append($0.length) }).measured(empty)
        #expect(titles == [3, 131] && found.isSound && !found.isInterrupted)
        #expect(found.cases[0].contestants.prefix(3).allSatisfy { $0.status == .measured && $0.seconds.count == 2 })
        #expect(found.cases[0].contestants.dropFirst(3).allSatisfy { $0.status == .missing })
        #expect(found.cases[0].contestants.count == 8)
        #expect(found.cases[1].contestants.map(\.status).prefix(3) == [.measured, .measured, .skipped])
        let stop = StopRequest()
        stop.stop()
        let stopped = try BenchmarkRun(plan, stop: stop).measured(empty)
        #expect(stopped.isInterrupted && stopped.cases.count == 1)
    }
}
