import ArgumentParser
import Experiments
import Foundation
import Reports
import RunStore

/// Which network a command is about, with its data.
struct NetworkArgument: ParsableArguments {
    @OptionGroup var model: ModelArgument

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp(
            "Change a key of the data: signals.amplitude=5. May be given several times.", valueName: "key=value"))
    var overrides: [String] = []

    /// Reads the network; where the command is about its data, too, notes where they are assumed.
    func stored(_ output: OutputOptions, withSignals: Bool = true) throws -> StoredNetwork {
        let stored = try model.stored(overrides: overrides)
        stored.run?.damagedCheckpoints.forEach(Console.message)
        output.note(stored.run.flatMap(Notes.unfinished))
        if overrides.isEmpty, let notice = stored.run?.dataNotice { Console.message(notice) }
        if let notice = stored.layoutNotice { Console.message(notice) }
        if withSignals, stored.signalsOrigin == .assumed, overrides.isEmpty { output.note(Notes.assumedSignals) }
        return stored
    }
}
