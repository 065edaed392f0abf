import ArgumentParser
import Experiments

struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run a built-in experiment.",
        usage: """
            heaviside run autoencoder-study
            heaviside run autoencoder-study --length 33 --epochs 20000 --seeds 1...4

            heaviside run <name> [options]
            """,
        discussion: "'heaviside experiments' lists the names. Every run is kept in a folder of its own under runs/.")

    @Argument(help: "The experiment's name.")
    var name: String

    @OptionGroup var options: RunOptions

    func run() throws {
        if let survey = Survey.named(name) { return try options.carryOut(survey) }
        let runs = try Failure.badInput {
            guard let experiment = Experiment.named(name) else { throw Experiment.unknown(name) }
            return try options.runs(yaml: experiment.spec.yaml, source: "heaviside spec \(name)")
        }
        try options.carryOut(runs)
    }
}
