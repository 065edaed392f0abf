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
            Heaviside trains small networks on elementary signals and analyses them. 'heaviside experiments' lists the \
            built-in experiments.
            """,
        version: RunEnvironment.version,
        subcommands: [
            ExperimentsCommand.self, RunCommand.self, TrainCommand.self, SpecCommand.self, SchemaCommand.self,
            DataCommand.self,
            ResumeCommand.self, ForkCommand.self, ShowCommand.self, ReportCommand.self, FigureCommand.self,
            HistoryCommand.self,
            RunsCommand.self, CompareCommand.self, TagCommand.self, NoteCommand.self, DeleteCommand.self,
            ReindexCommand.self, GradientCommand.self, CertifyCommand.self, AtlasCommand.self, GeometryCommand.self,
            ExportCommand.self, ClaimsCommand.self, StudioCommand.self, ServeCommand.self,
            BenchCommand.self,
        ])
}
