import ArgumentParser
import Experiments
import Foundation
import Reports
import RunStore

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a network to a model file of its own, for normalised or for raw data.",
        usage: """
            heaviside export last -o net.safetensors
            heaviside export last --raw -o raw.safetensors

            heaviside export <run|model> -o <file.safetensors> [--raw] [--precision float64] [options]
            """,
        discussion: """
            A run whose data have normalise: standardise or minMax keeps a network of normalised inputs. --raw puts offsets \
            and scales into its first layer, which gets a bias; where the network reproduces its inputs, also into its last \
            one, or into a diagonal layer after that if it has an activation. The command says how far the outputs on the \
            run's data are from those of the original network. Where entries are far from 0 compared with how much they \
            vary, --precision float64 keeps the difference small.
            """)

    @OptionGroup var network: NetworkArgument

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("The model file to write; its name ends in .safetensors.", valueName: "file"),
        completion: .file())
    var file: String

    @Flag(help: "Write a network that takes data as they are in their file.")
    var raw = false

    @Option(help: ArgumentHelp("The precision of the file (default: the network's).", valueName: "float32|float64"))
    var precision: String?

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard file.lowercased().hasSuffix(".safetensors") else {
            throw ValidationError("-o \(file): expected the name of a file that ends in .safetensors")
        }
        guard !RunRoot.isRecord(file) else {
            throw ValidationError("-o \(file): this is a record of a run: expected another file")
        }
        if FileManager.default.contentsEqual(atPath: file, andPath: network.reference) {
            throw ValidationError("-o \(file): expected another file than the model")
        }
        try OutputFile.checkPlace(file, for: .model)
        guard precision.map({ Precision(rawValue: $0) != nil }) ?? true else {
            throw ValidationError("--precision: found \"\(precision ?? "")\": expected float32 or float64")
        }
    }

    func run() throws {
        let stored = try network.stored(output)
        let export = try Failure.badInput {
            try stored.checkEnded()
            return try ModelExport(stored, isRaw: raw, in: precision.flatMap(Precision.init(rawValue:)))
        }
        try output.replacing(file, by: .model) { try export.write(to: file) }
        let answer = ExportAnswer(export, path: file, run: stored.run?.id)
        if output.json {
            try Console.json(answer)
        } else {
            Console.results(answer.lines)
        }
        if raw, export.raw == nil {
            output.note("The network's inputs are not normalised: it takes raw data as it is.")
        }
        if let problem = export.dataProblem {
            Console.message("The network was not compared with the original one on its data: \(problem)")
        }
    }
}
