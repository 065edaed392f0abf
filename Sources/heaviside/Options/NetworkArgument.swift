import ArgumentParser
import Experiments
import Foundation
import Reports
import RunStore

/// Which network a command is about, with its data.
struct NetworkArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp("A run (its folder, its id, or last), or a model file.", valueName: "run|model"),
        completion: .file())
    var reference: String

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp(
            "Change a key of the data: signals.amplitude=5. May be given several times.", valueName: "key=value"))
    var overrides: [String] = []

    @Option(
        help: ArgumentHelp(
            "For a model file whose names do not tell the order of the layers: their names in order, as in down,up.",
            valueName: "names"))
    var layers: String?

    @OptionGroup var file: ModelFileOptions

    @OptionGroup var location: RunRootOption

    func validate() throws {
        if reference.isEmpty {
            throw ValidationError("the name is empty: expected a run (its folder, its id, or last) or a model file")
        }
        if reference == "-" {
            throw ValidationError("-: expected a run (its folder, its id, or last) or a model file, not standard input")
        }
        _ = try reading()
    }

    private func reading() throws -> ModelReading { try file.reading(order: layers, option: "--layers") }

    /// Reads the network; where the command is about its data, too, notes where they are assumed.
    func stored(_ output: OutputOptions, withSignals: Bool = true) throws -> StoredNetwork {
        let stored = try Failure.badInput {
            try StoredNetwork(
                reference, root: location.root, overrides: overrides,
                reading: reading())
        }
        stored.run?.damagedCheckpoints.forEach(Console.message)
        output.note(stored.run.flatMap(Notes.unfinished))
        if overrides.isEmpty, let notice = stored.run?.dataNotice { Console.message(notice) }
        if let notice = stored.layoutNotice { Console.message(notice) }
        if withSignals, stored.signalsOrigin == .assumed, overrides.isEmpty { output.note(Notes.assumedSignals) }
        return stored
    }
}
