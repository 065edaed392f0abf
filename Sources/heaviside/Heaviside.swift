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
            built-in experiments; each can be run as it is, or its spec printed and changed.

            A run is one network trained once. A batch is the same run from several seeds (--seeds); study-7/3 is its run \
            of seed 3. A survey is a study of many runs, such as linear-code-ladder. 'last' is the one begun last.

            The file that -o names must lie in a folder that exists. A file that is already there is replaced only by one of \
            its kind, and the command says so: a page of Heaviside by a page, a table by one with the same columns, a \
            certificate by a certificate.

            Exit status: 0 done, 1 failed, 2 refuted, 3 diverged, 64 wrong usage or bad input, 130 interrupted with a \
            checkpoint.
            """,
        version: RunEnvironment.version,
        subcommands: [
            ExperimentsCommand.self, RunCommand.self, TrainCommand.self, SweepCommand.self, SpecCommand.self,
            SchemaCommand.self,
            ExplainCommand.self, DialectsCommand.self, DataCommand.self,
            ResumeCommand.self, ForkCommand.self, ShowCommand.self, ReportCommand.self, FigureCommand.self,
            HistoryCommand.self,
            RunsCommand.self, CompareCommand.self, TagCommand.self, NoteCommand.self, DeleteCommand.self,
            ReindexCommand.self, GradientCommand.self, CertifyCommand.self, AtlasCommand.self, GeometryCommand.self,
            ExportCommand.self, ImportCommand.self, PredictCommand.self, ClaimsCommand.self, StudioCommand.self,
            ServeCommand.self,
            BenchCommand.self,
        ])
}
