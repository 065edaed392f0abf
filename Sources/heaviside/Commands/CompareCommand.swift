import ArgumentParser
import Descriptions
import Diagnostics
import Reports
import RunStore

struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Compare runs, or batches: how their specs differ, and what each reached.",
        usage: """
            heaviside compare autoencoder-study-3 last
            heaviside compare last/1 last/2 last/3 -o seeds.html
            heaviside compare study-3 study-4 -o batches.html
            heaviside compare last/1 last/2 --figure loss -o losses.pdf

            heaviside compare <run> <run> ... [-o <file>] [--figure <name>] [options]
            """,
        discussion: """
            Compares two to twelve runs, or two to twelve batches. Of batches it gives medians, quartiles and the share of \
            runs that reach the right outputs. -o writes a page with their losses, codes and errors in common figures. With --figure it \
            writes one of these alone: loss, code, code-off-line or error; of batches loss-bands. A value is marked as the best of its row only where all runs have the same data, and none is still being trained.
            """)

    @Argument(
        help: ArgumentHelp("The runs, or the batches: of each its folder, its id, or last.", valueName: "run"),
        completion: .runs)
    var references: [String]

    @OptionGroup var location: RunRootOption

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp(
            """
            Write one HTML page that needs no Internet connection, instead of the tables; with --figure one figure, as .svg, \
            .pdf, .png, or its numbers as .csv.
            """, valueName: "file"),
        completion: .file())
    var file: String?

    @Option(
        help: ArgumentHelp("The figure that -o writes, instead of the page.", valueName: "name"),
        completion: .list(["loss", "code", "code-off-line", "error", "loss-bands"]))
    var figure: String?

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard RunComparison.counts.contains(references.count) else {
            throw ValidationError(
                "\(NumberText.plural(references.count, "run")) to compare: expected "
                    + "\(RunComparison.counts.lowerBound) to \(RunComparison.counts.upperBound)")
        }
        guard let figure else {
            if let file, FigureFile(file) != nil {
                throw ValidationError(
                    "-o \(file): a comparison is an HTML page: expected a name that ends in .html, or one figure with "
                        + "--figure loss -o \(file)")
            }
            return try OutputFile.check(
                file, as: .page, or: ", or with it --figure and a figure's name, such as loss", runs: location.out)
        }
        try OutputFile.check(file, runs: location.out)
        guard let file else {
            throw ValidationError("--figure \(figure): expected the file with it, such as -o \(figure).svg")
        }
        try OutputFile.checkFigure(file)
    }

    func run() throws {
        switch try Failure.badInput({ try ComparedFolders(references, in: location.root) }) {
        case .runs(let comparison): try show(comparison)
        case .batches(let comparison): try show(comparison)
        }
    }

    private func show(_ comparison: RunComparison) throws {
        ComparisonText.notes(comparison).forEach(output.note)
        comparison.runs.filter { $0.result == nil }.compactMap(\.folder.missingData).forEach(Console.message)
        comparison.runs.compactMap(\.folder.changedSummary).forEach(Console.message)
        if let file {
            let report = ComparisonReport(comparison)
            if figure == nil {
                let (page, notes) = try Failure.badInput { try report.html(at: file) }
                notes.forEach(output.note)
                try write(page, to: file)
            } else {
                let (figures, notes) = try Failure.badInput { try report.figures() }
                notes.forEach(output.note)
                try write(figures, to: file)
            }
        }
        if output.json { return try Console.json(ComparisonAnswer(comparison, writtenTo: file)) }
        if file == nil { Console.results(ComparisonText.lines(comparison, width: Console.width)) }
        output.hint(next(NextStep.after(comparison, in: location.root)))
    }

    private func show(_ comparison: BatchComparison) throws {
        (comparison.missingData + comparison.batches.flatMap(\.summary.damage)).forEach(Console.message)
        if let file {
            let report = BatchComparisonReport(comparison)
            if figure == nil {
                try write(try Failure.badInput { try report.html(at: file) }, to: file)
            } else {
                try write(report.figures, to: file)
            }
        }
        if output.json { return try Console.json(BatchComparisonAnswer(comparison, writtenTo: file)) }
        if file == nil { Console.results(BatchComparisonText.lines(comparison, width: Console.width)) }
        output.hint(next(NextStep.after(comparison, in: location.root)))
    }

    /// What to try next: after tables `step`, after a page a browser.
    private func next(_ step: String) -> String? {
        file.map { figure == nil ? NextStep.afterReport($0) : nil } ?? step
    }

    private func write(_ page: String, to file: String) throws {
        try output.write(Array(page.utf8), to: file, as: .page)
        if !output.json { Console.result(file) }
    }

    /// Writes the figure that was asked for.
    private func write(_ figures: [ReportFigure], to file: String) throws {
        guard let figure else { return }
        let found = try Failure.badInput { try FigureList.find(figure, among: figures, of: "this comparison") }
        try output.write(found, to: file)
        if !output.json { Console.result(file) }
    }
}
