import ArgumentParser
import Exchange
import Experiments
import Reports
import RunStore

struct ReportSweepCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Sum up a sweep: tables and plots here, a page with -o, or one figure or its numbers.",
        usage: """
            heaviside sweep report sweeps/widths
            heaviside sweep report sweeps/widths -o widths.html

            heaviside sweep report <sweep> [<figure>] [-o <file>] [options]
            """,
        discussion: """
            Medians with quantile bands over each key, success with Wilson's interval, maps over two keys, histograms. With a \
            figure's name, -o takes .svg, .pdf, .png, or .csv for its numbers; --json lists the names.
            """)

    @OptionGroup var chosen: SweepArgument

    @Argument(help: ArgumentHelp("The figure's name (default: all of the report).", valueName: "figure"))
    var figure: String?

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("The page, or the file of a figure.", valueName: "file"), completion: .file())
    var file: String?

    @Flag(help: "Leave out damaged lines.")
    var force = false

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if let figure, file == nil {
            throw ValidationError("\(figure): expected -o with a file after the name of a figure")
        }
        try OutputFile.check(file, as: figure == nil ? .page : nil)
        if figure != nil, let file { try OutputFile.checkFigure(file) }
    }

    func run() throws {
        let folder = try Failure.badInput { try chosen.begun() }
        let report = try Failure.badInput { try SweepReport(folder, force: force) }
        if let figure, let file {
            let found = try Failure.badInput { try FigureList.find(figure, among: report.figures, of: "this sweep") }
            try output.write(found, to: file)
            if output.json { return try Console.json(FigureAnswer(found, writtenTo: file, of: folder.sweep.name)) }
            return Console.result(file)
        }
        if let file {
            try output.write(Array(Failure.work { try report.html() }.utf8), to: file, as: .page)
        }
        if output.json { return try Console.json(SweepReportAnswer(report, of: folder, writtenTo: file)) }
        if let file {
            Console.result(file)
        } else {
            Console.results(report.lines(width: Console.width, plots: !output.quiet, color: Console.usesColor))
            output.hint("Try: heaviside sweep report \(folder.path) -o \(folder.sweep.name).html")
        }
    }
}
