import ArgumentParser
import Diagnostics
import Reports
import RunStore

struct RunsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs",
        abstract: "List runs: all of them, or those that match, sorted.",
        usage: """
            heaviside runs --where 'name=autoencoder-study and loss<0.1'
            heaviside runs --sort maxRelativeError --limit 20
            heaviside runs --where 'tags=baseline and not status=diverged' --csv >runs.csv

            heaviside runs [options]
            """,
        discussion: """
            The heads of the columns are keys, as --where and --sort take them. Further keys are those of a run's JSON ('heaviside \
            show last --json'), such as seed and deadOutputs; those of its spec with 'spec.' before them, such as \
            spec.signals.length; and name, ended, continued, tags and note. A key of the spec that was changed on the way has its value at the end; \
            continued says what changed. Comparisons are = != < <= > >= and ~ for a part of a text; and, or, not and \
            parentheses join them. A status is finished, interrupted, diverged or running.
            """)

    @Option(
        name: .customLong("where"),
        help: ArgumentHelp("Only the runs for which this holds: 'loss<0.1'.", valueName: "condition"))
    var condition: String?

    @Option(help: ArgumentHelp("Sort by this key, the least value first.", valueName: "key"))
    var sort: String?

    @Flag(help: "The largest value first.")
    var descending = false

    @Option(parsing: .unconditional, help: "How many runs at most.", transform: WholeNumber.reader(1...Int.max))
    var limit: Int?

    @Flag(help: "Print every value of the runs as CSV.")
    var csv = false

    @OptionGroup var location: RunRootOption
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if csv, output.json { throw ValidationError("--csv and --json: expected one of the two") }
        if let limit, limit < 1 { throw ValidationError("--limit \(limit): expected 1 or more") }
        if descending, sort == nil { throw ValidationError("--descending: expected --sort with it") }
    }

    func run() throws {
        let line = output.progressLine()
        let table = try Failure.badInput { () throws -> RunTable in
            defer { line?.clear() }
            let query = try condition.map { try RunQuery($0) }
            let order = sort.map { RunTable.Order(key: $0, isDescending: descending) }
            let columns = csv ? nil : RunListText.keys(sortedBy: sort) + RunListAnswer.keys
            return try RunTable(location.root, query: query, order: order, limit: limit ?? .max, columns: columns) {
                if $1 > 100 { line?.show(IndexText.progress($0, of: $1)) }
            }
        }
        IndexText.damage(table.damage).forEach(Console.message)
        if output.json { return try Console.json(RunListAnswer(table)) }
        if csv { return try Console.table(RunListText.csv(table)) }
        Console.results(RunListText.lines(table, sortedBy: sort, width: Console.width))
        output.hint(table.rows.first.map { NextStep.afterList(of: $0) })
    }
}
