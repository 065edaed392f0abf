import ArgumentParser
import Benchmarks
import Exchange
import Foundation

struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measure an epoch, beside other programs where they are installed.",
        usage: """
            heaviside bench
            heaviside bench epoch --lengths 33,129 --rounds 3 -o figures.json

            heaviside bench [<name> ...] [options]
            """,
        discussion: """
            Names: epoch (one network, at several lengths) and ensemble (64 networks of length 33 on one core). Everybody \
            begins with the same weights, on one core, in turns, and must compute the same loss: otherwise, or where an \
            installed rival fails, the exit status is 1. Benchmarks/README.md says who the rivals are, and how to install them.
            """)

    @Argument(help: ArgumentHelp("What to measure: epoch, ensemble (default: both).", valueName: "name"))
    var names: [String] = []

    @Option(
        help: ArgumentHelp(
            "The lengths of epoch (default: \(BenchmarkPlan.defaultLengths.map(String.init).joined(separator: ","))).",
            valueName: "n,n,…"))
    var lengths: String?

    @Option(help: "How often everybody is measured.")
    var rounds = 7

    @Option(help: "About how many seconds one measurement takes.")
    var seconds = 0.15

    @Option(help: ArgumentHelp("The folder of the rivals.", valueName: "folder"))
    var rivals = "Benchmarks"

    @Option(
        help: ArgumentHelp(
            "The Python with their libraries (default: .venv/bin/python in that folder).", valueName: "program"))
    var python: String?

    @Flag(help: "Measure the reference path above n = \(BenchmarkPlan.referenceLimit) too, where it is slow.")
    var withReference = false

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("Write every figure to this file, as JSON.", valueName: "file"))
    var output: String?

    @Flag(help: "Print nothing but the result.")
    var quiet = false

    @Flag(help: "Print the result as one JSON object.")
    var json = false

    func validate() throws {
        // Before minutes of measuring, not after them.
        guard let output else { return }
        let folder = URL(fileURLWithPath: output).deletingLastPathComponent().path
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: output, isDirectory: &isFolder)
        guard FileManager.default.isWritableFile(atPath: folder), !(exists && isFolder.boolValue) else {
            throw ValidationError("--output \(output): expected a file in a folder that can be written to")
        }
    }

    func run() throws {
        let plan = try Failure.badInput {
            try BenchmarkPlan(
                names: names, lengths: lengths, rounds: rounds, seconds: seconds, rivals: rivals, python: python,
                includesLongReference: withReference)
        }
        let line = quiet || json && !Console.canAnimate ? nil : ProgressLine()
        let run = BenchmarkRun(plan, stop: Interruption.stopRequest()) {
            line?.show($0)
        } finished: {
            line?.clear()
            if !json { Console.result(BenchmarkTable.table($0) + "\n") }
        }
        let report = try Failure.work {
            let start = run.prepared()
            if !json { Console.result(BenchmarkTable.head(start) + "\n") }
            defer { line?.clear() }
            return try run.measured(start)
        }
        Console.result(json ? String(decoding: try report.json(), as: UTF8.self) : BenchmarkTable.foot(report))
        if let output { try Failure.work { try AtomicFile.write(Array(report.json()) + [10], to: output) } }
        if report.isInterrupted { throw Failure.interrupted }
        if !report.isSound { throw ExitCode.failure }
    }
}
