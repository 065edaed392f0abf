import ArgumentParser
import RunStore

/// Which network a command is about, with its data.
struct NetworkArgument: ParsableArguments {
    @Argument(help: ArgumentHelp("A run (its folder, its id, or last), or a model file.", valueName: "run|model"))
    var reference: String

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp(
            "Another value for a key of the data, as signals.amplitude=5; repeatable.", valueName: "key=value"))
    var overrides: [String] = []

    @Option(help: ArgumentHelp("The folder that runs are kept in.", valueName: "folder"))
    var out = "runs"

    func validate() throws {
        if reference.isEmpty {
            throw ValidationError("the name is empty: expected a run (its folder, its id, or last) or a model file")
        }
    }

    /// Reads the network; says so where nothing tells its data.
    func stored() throws -> StoredNetwork {
        let stored = try Failure.badInput { try StoredNetwork(reference, root: RunRoot(out), overrides: overrides) }
        if stored.signalsOrigin == .assumed, overrides.isEmpty {
            Console.message(
                "The model does not say what data it is for: taken are all step functions of its length, amplitude 1. "
                    + "Otherwise: --set signals.amplitude=5, --set signals.orientation=leadingOnes, …")
        }
        return stored
    }
}
