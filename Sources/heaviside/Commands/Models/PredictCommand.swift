import ArgumentParser
import Diagnostics
import Exchange
import Experiments
import Foundation
import Reports
import RunStore

struct PredictCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "predict",
        abstract: "Compute the outputs of a network on the data of a file.",
        usage: """
            heaviside predict last --data x.npz -o outputs.npz
            heaviside predict net.onnx --data x.csv --exact --json

            heaviside predict <run|model> --data <file> [-o <file>] [--layers] [--exact] [options]
            """,
        discussion: """
            The data are an array [samples, inputs] in an .npy, .npz, .csv or .safetensors file: the only array, the one \
            that --array names, or the one called x; of a table, the columns that its run has as inputs, else all. The network gets them unchanged: where the \
            data of its run have normalise, the file must hold normalised data.

            Without -o, a table of the outputs is printed; where the run's classes have names, it begins with the class \
            found, the greatest output. An .npz file gets the arrays outputs and codes, and with --layers \
            the preactivations and activations of each layer. --exact computes with rational numbers, of the stored weights \
            and the numbers of the file as they are; the outputs are fractions.
            """)

    @OptionGroup var model: ModelArgument

    @Option(
        name: .customLong("data"), help: ArgumentHelp("The data file.", valueName: "file"), completion: .file())
    var data: String

    @Option(help: ArgumentHelp("The array of the inputs in the data file.", valueName: "name"))
    var array: String?

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("The file to write: .npz or .csv.", valueName: "file"), completion: .file())
    var file: String?

    @Flag(help: "Give the preactivations and activations of each layer, too.")
    var layers = false

    @Flag(help: "Compute with rational numbers.")
    var exact = false

    @Option(
        help: ArgumentHelp("The arithmetic (default: the network's precision).", valueName: "float32|float64"))
    var precision: String?

    @OptionGroup var output: OutputOptions

    func validate() throws {
        if let precision, !["float32", "float64"].contains(precision) || exact {
            throw ValidationError(
                exact
                    ? "--precision and --exact: expected one of the two"
                    : "--precision: found \"\(precision)\": expected float32 or float64")
        }
        guard let file else { return }
        try OutputFile.check(file)
        guard ["npz", "csv"].contains(PathParts.ending(file).lowercased()) else {
            throw ValidationError("-o \(file): expected a name that ends in .npz or .csv")
        }
        if exact, PathParts.ending(file).lowercased() == "npz" {
            throw ValidationError("-o \(file): an .npz file holds no fractions: expected a name that ends in .csv")
        }
        if FileManager.default.contentsEqual(atPath: file, andPath: data) {
            throw ValidationError("-o \(file): expected another file than the data")
        }
        try OutputFile.checkPlace(file, for: kind(of: file))
    }

    /// What is written; without a network, the columns of a table are not known yet.
    private func kind(
        of file: String, for network: TrainedNetwork? = nil, classNames: [String]? = nil
    ) -> OutputKind {
        guard PathParts.ending(file).lowercased() != "npz" else { return .outputs }
        return .table(header: network.map { Prediction.header(of: $0, withLayers: layers, classNames: classNames) })
    }

    func run() throws {
        let stored = try model.stored()
        let names = stored.signals.file?.classNames
        if let notice = stored.layoutNotice { Console.message(notice) }
        let prediction = try Failure.badInput(in: stored.modelPath) {
            try stored.checkEnded()
            if let file {
                try OutputFile.checkPlace(file, for: kind(of: file, for: stored.network, classNames: names))
            }
            let inputs = try PredictionData(
                data, array: array, width: stored.network.inputs, like: stored.signals.file
            ).inputs
            return try Prediction(
                stored.network, inputs: inputs,
                arithmetic: exact ? .exact : precision.flatMap(Prediction.Arithmetic.init(rawValue:)),
                path: stored.modelPath)
        }
        let overflows = prediction.overflowCount
        if overflows > 0 {
            Console.message(
                "\(overflows) of \(NumberText.count(prediction.outputs.rows * prediction.outputs.columns)) outputs are not "
                    + "finite: \(prediction.arithmetic.rawValue) overflows"
                    + (prediction.arithmetic == .float32 ? "; --precision float64 has a wider range." : "."))
        }
        if let file {
            try output.replacing(file, by: kind(of: file, for: stored.network, classNames: names)) {
                try prediction.write(to: file, withLayers: layers, classNames: names)
            }
        }
        if output.json {
            try Console.json(
                PredictionAnswer(
                    prediction, model: stored.modelPath, run: stored.run?.id, withLayers: layers, file: file,
                    classNames: names))
        } else if let file {
            Console.result("\(file): \(NumberText.plural(prediction.outputs.rows, "sample"))")
        } else {
            let table = try prediction.table(withLayers: layers, classNames: names)
            Console.table(String(decoding: table.encoded(), as: UTF8.self))
        }
    }
}
