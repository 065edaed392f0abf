import ArgumentParser
import Experiments
import Foundation
import Reports
import RunStore

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Read another program's network into a model file.",
        usage: """
            heaviside import net.onnx -o net.safetensors
            heaviside import state.safetensors -o net.safetensors --activations relu,identity

            heaviside import <file> -o <file.safetensors> [--activations <names>] [options]
            """,
        discussion: """
            It reads ONNX models of PyTorch, Keras, JAX, scikit-learn and PaddlePaddle, safetensors of PyTorch, MLX and Flax \
            in F64, F32, F16 or BF16, and .npz archives. Every command that takes a model takes these files, too. A file \
            of tensors alone may lack the activations, the order of the layers or the layout of the weights: give them with \
            --activations, --order and --layout. If any part of the file cannot be read, nothing is written.
            """)

    @OptionGroup var network: NetworkArgument

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("The model file to write; its name ends in .safetensors.", valueName: "file"),
        completion: .file())
    var file: String

    @OptionGroup var output: OutputOptions

    func validate() throws {
        try ExportCommand.check(file, as: .safetensors, of: network.model.reference)
    }

    func run() throws {
        let stored = try network.stored(output, withSignals: false)
        let export = try Failure.badInput {
            guard stored.run == nil else {
                throw RunError(
                    place: network.model.reference,
                    problem: "this is a run, whose model is Heaviside's own: expected a file")
            }
            return try ModelExport(stored, isRaw: false)
        }
        try output.replacing(file, by: .model) { try export.write(to: file) }
        let answer = ExportAnswer(export, path: file, run: nil, format: .safetensors)
        if output.json {
            try Console.json(answer)
        } else {
            Console.results(answer.lines)
        }
    }
}
