import ArgumentParser
import Exchange
import LiveRuns
import Reports
import RunStore

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write a run, a batch or a survey as one HTML page that needs no Internet connection.",
        usage: """
            heaviside report last
            heaviside report autoencoder-study-3 -o study.html
            heaviside report last --replay

            heaviside report <run> [-o <file>] [options]
            """,
        discussion: """
            --replay writes the live page instead, with this run in it: a person can go back to about fifty epochs and \
            read the decoder exactly, in any browser and without a server.
            """)

    @OptionGroup var chosen: RunArgument

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("The page (default: report.html in the run's folder).", valueName: "file"),
        completion: .file())
    var file: String?

    @Flag(help: "Write the live page, which replays the run (default file: replay.html in its folder).")
    var replay = false

    @OptionGroup var output: OutputOptions

    func validate() throws { try OutputFile.check(file, as: .page, runs: chosen.location.out) }

    func run() throws {
        let found = try chosen.found()
        if case .run(let folder) = found {
            (folder.damagedCheckpoints + [folder.changedSummary].compactMap(\.self)
                + ((try? folder.damagedSnapshots()) ?? []) + folder.damagedRecords)
                .forEach(Console.message)
        } else if let damage = found.folder.damagedEnvironment {
            Console.message(damage)
        }
        let target = file ?? found.folder.file(replay ? "replay.html" : "report.html")
        let html = try Failure.badInput {
            guard replay else { return try found.report.html(at: target) }
            guard case .run(let folder) = found else {
                throw RunError(
                    place: "--replay", problem: "\(found.folder.id) is many runs: expected one of them")
            }
            return try RunFilm(folder).html()
        }
        if let file {
            try output.write(Array(html.utf8), to: file, as: .page)
        } else {
            try Failure.work { try AtomicFile.write(Array(html.utf8), to: target) }
        }
        if output.json { return try Console.json(ReportAnswer(of: found.folder.id, writtenTo: target)) }
        Console.result(target)
        output.hint(NextStep.afterReport(target))
    }
}
