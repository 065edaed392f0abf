import ArgumentParser
import Experiments
import Reports
import RunStore

struct StatusSweepCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Say how far a sweep is, or how many runs it will have.",
        usage: """
            heaviside sweep status widths.yaml
            heaviside sweep status sweeps/widths --json

            heaviside sweep status <sweep> [options]
            """,
        discussion: "Reads the sweep's folder alone, which may be a copy of another machine's.")

    @OptionGroup var chosen: SweepArgument
    @OptionGroup var output: OutputOptions

    func run() throws {
        let state = try Failure.badInput { () throws -> SweepState in
            if !chosen.isFolder {
                let (sweep, _, path) = try chosen.read()
                output.note(sweep.countWords)
                guard SweepFolder.exists(path) else { return SweepState(of: sweep, in: path) }
            }
            return try SweepState(chosen.begun())
        }
        if output.json { try Console.json(state) } else { Console.results(SweepText.lines(state)) }
    }
}
