import ArgumentParser
import Reports
import RunStore

/// Which network a command is about, with its data.
struct NetworkArgument: ParsableArguments {
    @Argument(help: ArgumentHelp("A run (its folder, its id, or last), or a model file.", valueName: "run|model"))
    var reference: String

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp(
            "Change a key of the data: signals.amplitude=5. May be given several times.", valueName: "key=value"))
    var overrides: [String] = []

    @OptionGroup var location: RunRootOption

    func validate() throws {
        if reference.isEmpty {
            throw ValidationError("the name is empty: expected a run (its folder, its id, or last) or a model file")
        }
        if reference == "-" {
            throw ValidationError("-: expected a run (its folder, its id, or last) or a model file, not standard input")
        }
    }

    /// Reads the network; notes where its data are assumed.
    func stored(_ output: OutputOptions) throws -> StoredNetwork {
        let stored = try Failure.badInput { try StoredNetwork(reference, root: location.root, overrides: overrides) }
        stored.run?.damagedCheckpoints.forEach(Console.message)
        if overrides.isEmpty, let notice = stored.run?.dataNotice { Console.message(notice) }
        if stored.signalsOrigin == .assumed, overrides.isEmpty { output.note(Notes.assumedSignals) }
        return stored
    }
}
