import ArgumentParser
import Diagnostics
import Exchange
import Reports
import RunStore

struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Compare runs, or batches: in what their specs differ, and what each reached.",
        usage: """
            heaviside compare autoencoder-study-3 last
            heaviside compare last/1 last/2 last/3 -o seeds.html
            heaviside compare study-3 study-4 -o batches.html

            heaviside compare <run> <run> ... [-o <file>] [options]
            """,
        discussion: """
            Two to twelve runs are compared, or two to twelve batches: of these medians, quartiles and the share of runs that \
            reach the right outputs. The page that -o writes has their losses, codes and errors in common figures. A \
            value is marked as the best of its row only where all runs have the same data, and none is still being trained.
            """)

    @Argument(
        help: ArgumentHelp("The runs, or the batches: of each its folder, its id, or last.", valueName: "run"),
        completion: .runs)
    var references: [String]

    @OptionGroup var location: RunRootOption

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp(
            "Write one HTML page that needs no Internet connection, instead of the tables.", valueName: "file"),
        completion: .file())
    var file: String?

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard RunComparison.counts.contains(references.count) else {
            throw ValidationError(
                "\(NumberText.plural(references.count, "run")) to compare: expected "
                    + "\(RunComparison.counts.lowerBound) to \(RunComparison.counts.upperBound)")
        }
        try OutputFile.check(file, as: "html", runs: location.out)
        if let file, !FigureFile.canBe(file) {
            throw ValidationError("-o \(file): expected the name of a file in a folder that exists")
        }
    }

    func run() throws {
        switch try Failure.badInput({ try ComparedFolders(references, in: location.root) }) {
        case .runs(let comparison): try show(comparison)
        case .batches(let comparison): try show(comparison)
        }
    }

    private func show(_ comparison: RunComparison) throws {
        ComparisonText.notes(comparison).forEach(output.note)
        if let file {
            let (page, notes) = try Failure.badInput { try ComparisonReport(comparison).html(at: file) }
            notes.forEach(output.note)
            try write(page, to: file)
        }
        if output.json { return try Console.json(ComparisonAnswer(comparison, writtenTo: file)) }
        if file == nil { Console.results(ComparisonText.lines(comparison, width: Console.width)) }
        output.hint(file.map(NextStep.afterReport) ?? NextStep.after(comparison, in: location.root))
    }

    private func show(_ comparison: BatchComparison) throws {
        if let file {
            try write(try Failure.badInput { try BatchComparisonReport(comparison).html(at: file) }, to: file)
        }
        if output.json { return try Console.json(BatchComparisonAnswer(comparison, writtenTo: file)) }
        if file == nil { Console.results(BatchComparisonText.lines(comparison, width: Console.width)) }
        output.hint(file.map(NextStep.afterReport) ?? NextStep.after(comparison, in: location.root))
    }

    private func write(_ page: String, to file: String) throws {
        try Failure.work { try AtomicFile.write(Array(page.utf8), to: file) }
        if !output.json { Console.result(file) }
    }
}
