import ArgumentParser
import Diagnostics
import Experiments
import RunStore

struct RunSweepCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Carry out a sweep, or one part of it; what has been done already is left alone.",
        usage: """
            heaviside sweep run widths.yaml
            heaviside sweep run widths.yaml --part 17/400

            heaviside sweep run <sweep> [options]
            """,
        discussion: """
            The count of runs is told before the first begins. A part is a file of rows, parts/17.jsonl, that one process \
            writes; the number of parts is that of the first run. Exit status 3 where a run diverged, as for 'heaviside run'.
            """)

    @OptionGroup var chosen: SweepArgument

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Carry out part K of N alone, each from 1.", valueName: "K/N"))
    var part: String?

    @OptionGroup var running: SweepRunning

    func validate() throws { _ = try division() }

    /// The part, and the number of parts; nil for all.
    private func division() throws -> (part: Int, parts: Int)? {
        guard let part else { return nil }
        let numbers = part.split(separator: "/", omittingEmptySubsequences: false).map {
            WholeNumber.value(of: String($0)) as Int?
        }
        guard numbers.count == 2, let number = numbers[0], let count = numbers[1],
            (1...SweepFolder.mostParts).contains(count), (1...count).contains(number)
        else {
            throw ValidationError(
                "--part \(part): expected K/N with 1 ≤ K ≤ N ≤ \(NumberText.count(SweepFolder.mostParts)), such as 17/400"
            )
        }
        return (number, count)
    }

    func run() throws {
        let division = try division()
        let folder = try Failure.badInput { () throws -> SweepFolder in
            if chosen.isFolder {
                let folder = try SweepFolder(chosen.sweep)
                try folder.check(parts: division?.parts)
                return folder
            }
            let (sweep, place, path) = try chosen.read()
            running.output.note(sweep.countWords)
            if let division, division.parts > sweep.count {
                throw ValidationError(
                    "--part \(division.part)/\(division.parts): expected at most as many parts as runs, \(sweep.count)")
            }
            let files = try SweepFolder.exists(path) ? [] : sweep.check(searchFolders: [place, "."])
            return try SweepFolder.begun(path, sweep, folder: place, parts: division?.parts, files: files)
        }
        try running.carryOut(folder, part: division?.part)
    }
}
