import ArgumentParser
import Diagnostics
import Exchange
import Reports
import RunStore

struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Compare runs: in what their specs differ, and what each reached.",
        usage: """
            heaviside compare autoencoder-study-3 last
            heaviside compare last/1 last/2 last/3 -o seeds.html

            heaviside compare <run> <run> ... [-o <file>] [options]
            """,
        discussion: """
            Two to twelve runs are compared. The page that -o writes has their losses, codes and errors in common figures. A \
            value is marked as the best of its row only where all runs have the same data, and none is still being trained.
            """)

    @Argument(help: ArgumentHelp("The runs: of each its folder, its id, or last.", valueName: "run"), completion: .runs)
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
        let comparison = try Failure.badInput { try RunComparison(references, in: location.root) }
        ComparisonText.notes(comparison).forEach(output.note)
        if let file {
            let (page, notes) = try Failure.badInput { try ComparisonReport(comparison).html(at: file) }
            notes.forEach(output.note)
            try Failure.work { try AtomicFile.write(Array(page.utf8), to: file) }
        }
        if output.json { return try Console.json(ComparisonAnswer(comparison, writtenTo: file)) }
        if let file {
            Console.result(file)
            output.hint(NextStep.afterReport(file))
        } else {
            Console.results(ComparisonText.lines(comparison, width: Console.width))
            output.hint(NextStep.after(comparison, in: location.root))
        }
    }
}
