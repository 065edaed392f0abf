import ArgumentParser
import Exchange
import Experiments
import Reports
import RunStore

struct CollectSweepCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "collect",
        abstract: "Make one table of a sweep: an SQLite database and a CSV file.",
        usage: """
            heaviside sweep collect widths.yaml
            heaviside sweep collect sweeps/widths --csv | head

            heaviside sweep collect <sweep> [options]
            """,
        discussion: """
            A row for each run that has ended, in the order of the runs: values, seed, status, measures, seconds, host and the \
            SHA-256 of the weights. The files are table.sqlite, with the table runs, and table.csv in the sweep's folder.
            """)

    @OptionGroup var chosen: SweepArgument

    @Flag(help: "Print the table as CSV.")
    var csv = false

    @Flag(help: "Leave out damaged lines.")
    var force = false

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if csv, output.json { throw ValidationError("--csv and --json: expected one of them") }
    }

    func run() throws {
        let folder = try Failure.badInput { try chosen.begun() }
        let answer = try Failure.badInput { try SweepTable(folder).write(force: force) }
        if csv {
            return Console.table(String(decoding: try Failure.work { try AtomicFile.read(answer.csv) }, as: UTF8.self))
        }
        if output.json { return try Console.json(answer) }
        Console.results(SweepText.lines(answer))
        output.hint("Try: heaviside sweep report \(folder.path) -o \(folder.sweep.name).html")
    }
}
