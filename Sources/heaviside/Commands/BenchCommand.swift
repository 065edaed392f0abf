import ArgumentParser
import Benchmarks
import Descriptions
import Diagnostics
import Exchange
import Foundation
import RunStore

struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Time an epoch, beside other programs if they are installed.",
        usage: """
            heaviside bench
            heaviside bench epoch --lengths 33,129 --rounds 3 -o figures.json

            heaviside bench [<name> ...] [options]
            """,
        discussion: """
            Names: epoch (one network, at several lengths) and ensemble (64 networks of length 33 on one core). All \
            contestants start from the same weights and take turns on one core. Each must compute the same loss: if one does \
            not, or an installed rival fails, the exit status is 1. Benchmarks/README.md lists the rivals and says how to \
            install them.
            """)

    @Argument(help: ArgumentHelp("What to measure: epoch, ensemble (default: both).", valueName: "name"))
    var names: [String] = []

    @Option(
        help: ArgumentHelp(
            "The lengths of epoch (default: \(BenchmarkPlan.defaultLengths.map(String.init).joined(separator: ","))).",
            valueName: "n,n,…"))
    var lengths: String?

    @Option(
        parsing: .unconditional, help: "Measurement rounds per contestant.",
        transform: WholeNumber.reader(1...Int.max))
    var rounds = 7

    @Option(parsing: .unconditional, help: "The approximate duration of one measurement, in seconds.")
    var seconds = 0.15

    @Option(help: ArgumentHelp("The folder that holds the rivals.", valueName: "folder"))
    var rivals = "Benchmarks"

    @Option(
        help: ArgumentHelp(
            "The Python that has their libraries (default: .venv/bin/python in that folder).", valueName: "program"))
    var python: String?

    @Flag(help: "Also measure the reference path above n = \(BenchmarkPlan.referenceLimit), where it is slow.")
    var withReference = false

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("Write every figure to this file, as JSON.", valueName: "file"), completion: .file())
    var file: String?

    @OptionGroup var output: OutputOptions

    func validate() throws {
        // Check before minutes of measuring, not after them.
        try OutputFile.check(file, as: .benchmarks)
    }

    func run() throws {
        let plan = try Failure.badInput {
            try BenchmarkPlan(
                names: names, lengths: lengths, rounds: rounds, seconds: seconds, rivals: rivals, python: python,
                includesLongReference: withReference)
        }
        let line = output.progressLine()
        let run = BenchmarkRun(plan, stop: Interruption.stopRequest(quietly: true)) {
            line?.show($0)
        } finished: {
            line?.clear()
            if !output.json { Console.result(BenchmarkTable.table($0) + "\n") }
        }
        let report = try Failure.work {
            let start = run.prepared()
            if !output.json { Console.result(BenchmarkTable.head(start) + "\n") }
            defer { line?.clear() }
            return try run.measured(start)
        }
        let json = try JSONText.text(report)
        Console.result(output.json ? json : BenchmarkTable.foot(report))
        if let file { try output.write(Array((json + "\n").utf8), to: file, as: .benchmarks) }
        if report.isInterrupted { throw Failure.interrupted }
        if !report.isSound { throw ExitCode.failure }
    }
}
