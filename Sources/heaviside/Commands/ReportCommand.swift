import ArgumentParser
import Exchange
import Reports
import RunStore

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write a run, a batch or a survey as one HTML page that needs no Internet connection.",
        usage: """
            heaviside report last
            heaviside report autoencoder-study-3 -o study.html

            heaviside report <run> [-o <file>] [options]
            """)

    @OptionGroup var chosen: RunArgument

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("The page (default: report.html in the run's folder).", valueName: "file"),
        completion: .file())
    var file: String?

    @OptionGroup var output: OutputOptions

    func validate() throws { try OutputFile.check(file, as: "html", runs: chosen.location.out) }

    func run() throws {
        let found = try chosen.found()
        if case .run(let folder) = found {
            (folder.damagedCheckpoints + ((try? folder.damagedSnapshots()) ?? []) + folder.damagedRecords)
                .forEach(Console.message)
        }
        let target = file ?? found.folder.file("report.html")
        let html = try Failure.badInput { try found.report.html(at: target) }
        try Failure.work { try AtomicFile.write(Array(html.utf8), to: target) }
        if output.json { return try Console.json(ReportAnswer(of: found.folder.id, writtenTo: target)) }
        Console.result(target)
        output.hint(NextStep.afterReport(target))
    }
}
