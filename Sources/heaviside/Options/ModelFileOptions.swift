import ArgumentParser
import Experiments
import Foundation
import Networks

/// What a model file of another program may not say.
struct ModelFileOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The names of the layers in order, where a model file does not tell it: as in down,up.",
            valueName: "names"))
    var order: String?

    @Option(
        help: ArgumentHelp(
            "The activation of each layer, where a model file does not name it: as in relu,relu,identity.",
            valueName: "names"))
    var activations: String?

    @Option(
        help: ArgumentHelp(
            "How weights lie, where either way fits: outputsFirst (PyTorch, MLX), inputsFirst (Keras, Flax, Paddle).",
            valueName: "layout"))
    var layout: String?

    /// What is said of a model file.
    ///
    /// - Throws: `ValidationError` for an activation or a layout that there is none of.
    func reading() throws -> ModelReading {
        var reading = ModelReading(order: order.map(Self.words))
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

    /// The parts of a list: "relu,relu,identity".
    private static func words(_ text: String) -> [String] {
        text.split(separator: ",", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
    }
}
