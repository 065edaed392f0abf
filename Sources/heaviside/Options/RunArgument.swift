import ArgumentParser
import RunStore

/// Which run a command is about.
struct RunArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp("The run: its folder, its id, or last; of a batch one run is ID/SEED.", valueName: "run"),
        completion: .runs)
    var reference: String

    @OptionGroup var location: RunRootOption

    func validate() throws {
        if reference == "-" {
            throw ValidationError("-: a run is a folder: expected its path, its id, or last, not standard input")
        }
    }

    /// Finds a run, a batch or a survey.
    func found() throws -> RunRoot.Found { try Failure.badInput { try location.root.findAny(reference) } }
}
