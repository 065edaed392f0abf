import ArgumentParser
import Experiments
import RunStore

/// Which network a command is about.
struct ModelArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp("A run (its folder, its id, or last), or a model file.", valueName: "run|model"),
        completion: .file())
    var reference: String

    @OptionGroup var file: ModelFileOptions

    @OptionGroup var location: RunRootOption

    func validate() throws {
        if reference.isEmpty {
            throw ValidationError("the name is empty: expected a run (its folder, its id, or last) or a model file")
        }
        if reference == "-" {
            throw ValidationError("-: expected a run (its folder, its id, or last) or a model file, not standard input")
        }
        _ = try file.reading()
    }

    /// Reads the network, with changes to the data of its run.
    func stored(overrides: [String] = []) throws -> StoredNetwork {
        try Failure.badInput {
            try StoredNetwork(reference, root: location.root, overrides: overrides, reading: file.reading())
        }
    }
}
