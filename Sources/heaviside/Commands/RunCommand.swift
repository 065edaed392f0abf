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
        discussion: """
            'heaviside experiments' lists the names. Each run gets its own folder under runs/. With --seeds they share one: \
            study-7 names the batch of all seeds, study-7/3 the run of seed 3. What was interrupted goes on with \
            'heaviside resume'.
            """)

    @Argument(help: "The name of the experiment.", completion: .builtIn)
    var name: String

    @OptionGroup var options: RunOptions

    func run() throws {
        switch try Failure.badInput({ try OtherKinds.builtIn(name, "run") }) {
        case .survey(let survey): try options.carryOut(survey)
        case .experiment(let experiment):
            try options.carryOut(
                Failure.badInput {
                    let source = "heaviside spec \(name)"
                    return try options.run(
                        experiment.spec.changed(length: options.length, overrides: options.overrides, source: source),
                        source: source)
                })
        }
    }
}
