import ArgumentParser

struct SweepCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sweep",
        abstract: "Carry out many runs of one experiment: a grid of values, random draws, and seeds.",
        usage: """
            heaviside sweep run widths.yaml
            heaviside sweep report widths.yaml -o widths.html

            heaviside sweep <command> <sweep> [options]
            """,
        discussion: """
            A sweep is a YAML file: a spec, values for some of its keys, and seeds; 'heaviside help sweep' explains every key. \
            All of it lies in one folder, sweeps/NAME. Each run has a row there with its measures and the hash of its weights, \
            which follow from its spec and its seed: 'heaviside sweep show' rebuilds them. What was stopped or killed goes on \
            where it was, and any process can do any part: --part 17/400.
            """,
        subcommands: [
            RunSweepCommand.self, SubmitSweepCommand.self, StatusSweepCommand.self, CollectSweepCommand.self,
            ResumeSweepCommand.self, ShowSweepCommand.self, ReportSweepCommand.self,
        ])
}
