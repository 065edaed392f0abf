import ArgumentParser
import Experiments
import Foundation
import Networks
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
            "For a model file that does not name its activations: one for each layer, as in relu,relu,identity.",
            valueName: "names"))
    var activations: String?

    @Option(
        help: ArgumentHelp(
            "For a model file whose names do not tell the order of the layers: their names in order, as in down,up.",
            valueName: "names"))
    var layers: String?

    @Option(
        help: ArgumentHelp(
            "For a model file whose weights fit both layouts: outputsFirst (PyTorch, MLX) or inputsFirst (Keras, Flax, Paddle).",
            valueName: "layout"))
    var layout: String?

    @OptionGroup var location: RunRootOption

    func validate() throws {
        if reference.isEmpty {
            throw ValidationError("the name is empty: expected a run (its folder, its id, or last) or a model file")
        }
        if reference == "-" {
            throw ValidationError("-: expected a run (its folder, its id, or last) or a model file, not standard input")
        }
        _ = try Self.reading(activations: activations, layers: layers, layout: layout)
    }

    /// What is said of a model file.
    static func reading(activations: String?, layers: String?, layout: String?) throws -> ModelReading {
        var reading = ModelReading(order: layers.map(Self.words))
        reading.activations = try activations.map { text in
            try Self.words(text).map { name in
                guard let activation = Activation(name) else {
                    throw ValidationError(
                        "--activations: found \"\(name)\": expected one of \(Activation.names.joined(separator: ", ")), "
                            + "leakyReLU with its slope, as in leakyReLU(0.01)")
                }
                return activation
            }
        }
        if let layout {
            guard let known = WeightLayout(rawValue: layout) else {
                throw ValidationError(
                    "--layout: found \"\(layout)\": expected "
                        + WeightLayout.allCases.map(\.rawValue).joined(separator: " or "))
            }
            reading.layout = known
        }
        return reading
    }

    /// Reads the network; where the command is about its data, too, notes where they are assumed.
    func stored(_ output: OutputOptions, withSignals: Bool = true) throws -> StoredNetwork {
        let stored = try Failure.badInput {
            try StoredNetwork(
                reference, root: location.root, overrides: overrides,
                reading: Self.reading(activations: activations, layers: layers, layout: layout))
        }
        stored.run?.damagedCheckpoints.forEach(Console.message)
        output.note(stored.run.flatMap(Notes.unfinished))
        if overrides.isEmpty, let notice = stored.run?.dataNotice { Console.message(notice) }
        if let notice = stored.layoutNotice { Console.message(notice) }
        if withSignals, stored.signalsOrigin == .assumed, overrides.isEmpty { output.note(Notes.assumedSignals) }
        return stored
    }

    /// The parts of a list: "relu,relu,identity".
    private static func words(_ text: String) -> [String] {
        text.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
    }
}
