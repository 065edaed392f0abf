import ArgumentParser
import Descriptions
import Reports

struct ExperimentsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "experiments",
        abstract: "List the built-in experiments.",
        usage: """
            heaviside experiments
            heaviside experiments --json

            heaviside experiments [options]
            """)

    @OptionGroup var output: OutputOptions

    func run() throws {
        let list = ExperimentList()
        if output.json { try Console.json(list) } else { Console.results(list.lines) }
        output.hint(NextStep.afterExperiments())
    }
}
