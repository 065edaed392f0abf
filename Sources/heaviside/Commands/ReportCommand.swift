import ArgumentParser
import Exchange
import Reports
import RunStore

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write a run, or a survey, as one HTML page that needs no network.",
        usage: """
            heaviside report last
            heaviside report autoencoder-study-3 -o study.html

            heaviside report <run> [-o <file>] [options]
            """)

    @Argument(help: ArgumentHelp("The run: its folder, its id, or last.", valueName: "run"))
    var reference: String

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("The page (default: report.html in the run's folder).", valueName: "file"))
    var output: String?

    @Option(help: ArgumentHelp("The folder that runs are kept in.", valueName: "folder"))
    var out = "runs"

    func run() throws {
        let (standard, html) = try Failure.badInput {
            switch try RunRoot(out).findAny(reference) {
            case .run(let folder): (folder.file("report.html"), try RunReport(folder).html())
            case .survey(let folder): (folder.file("report.html"), try SurveyReport(folder).html())
            }
        }
        let target = output ?? standard
        try Failure.work { try AtomicFile.write(Array(html.utf8), to: target) }
        Console.result(target)
        Console.message("Next: open \(target) in a browser")
    }
}
