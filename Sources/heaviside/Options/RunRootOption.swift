import ArgumentParser
import RunStore

/// Where runs are kept.
struct RunRootOption: ParsableArguments {
    @Option(help: ArgumentHelp("The folder of all runs.", valueName: "folder"))
    var out = "runs"

    var root: RunRoot { RunRoot(out) }
}
