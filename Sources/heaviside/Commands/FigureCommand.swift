import ArgumentParser
import Descriptions
import Reports
import RunStore

struct FigureCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "figure",
        abstract: "List the figures of a run, a batch or a survey, or write one of them, or the numbers that it draws.",
        usage: """
            heaviside figure last
            heaviside figure last loss -o loss.pdf

            heaviside figure <run> [<name>] [-o <file>] [options]
            """,
        discussion: """
            Without a name the command lists the figures of the report, each with its name. The end of the file's name says \
            in which form a figure is written: .svg, .pdf, .png, or .csv for its numbers, a row for each point or cell. The \
            loss has a row for each column of the drawing, which may stand for many epochs: the first of them, and their \
            least and greatest loss. PDF and PNG are made by rsvg-convert, which Debian and Ubuntu have in the package librsvg2-bin.
            """)

    @OptionGroup var chosen: RunArgument

    @Argument(help: ArgumentHelp("The figure's name (default: list the figures).", valueName: "name"))
    var name: String?

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp(
            "The file: .svg, .pdf, .png or .csv (default: the figure's name with .svg, in the run's folder).",
            valueName: "file"), completion: .file())
    var file: String?

    @Flag(help: "Write the drawing alone, without its title and caption.")
    var bare = false

    @OptionGroup var output: OutputOptions

    func validate() throws {
        try OutputFile.check(file, runs: chosen.location.out)
        guard let file else { return }
        if name == nil {
            throw ValidationError(
                "-o \(file): expected a figure's name before it: 'heaviside figure \(chosen.reference)' lists them")
        }
        try OutputFile.checkFigure(file)
    }

    func run() throws {
        let found = try chosen.found()
        if case .run(let folder) = found { folder.damagedCheckpoints.forEach(Console.message) }
        if let name { try write(name, of: found) } else { try list(found) }
    }

    private func list(_ found: RunRoot.Found) throws {
        let figures = try Failure.badInput { try found.report.figures() }
        if output.json { return try Console.json(FigureAnswer(figures, of: found.folder.id)) }
        Console.results(FigureList.lines(figures, width: Console.width))
        output.hint(
            NextStep.afterFigures(of: chosen.reference, in: chosen.location.root, first: figures.first?.id))
    }

    private func write(_ name: String, of found: RunRoot.Found) throws {
        let figure = try Failure.badInput { try found.report.figure(named: name) }
        let path = file ?? found.folder.file("\(figure.id).svg")
        try output.write(figure, to: path, isBare: bare)
        if output.json { return try Console.json(FigureAnswer(figure, writtenTo: path, of: found.folder.id)) }
        Console.result(path)
    }
}
