import ArgumentParser
import RunStore

struct Heaviside: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "heaviside",
        abstract: "A laboratory for elementary neural networks.",
        usage: """
            heaviside run autoencoder-study
            heaviside report last

            heaviside <command> [options]
            """,
        discussion: """
            Trains small networks on elementary signals, and says what they do. Start with 'heaviside experiments', \
            which lists what is built in.
            """,
        version: RunEnvironment.version,
        subcommands: [
            ExperimentsCommand.self, RunCommand.self, TrainCommand.self, SpecCommand.self, ResumeCommand.self,
            ShowCommand.self, ReportCommand.self, GradientCommand.self, CertifyCommand.self, AtlasCommand.self,
            GeometryCommand.self, ClaimsCommand.self, BenchCommand.self,
        ])
}
