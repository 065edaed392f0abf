import ArgumentParser
import Exchange
import Experiments
import Foundation
import Networks
import Reports
import RunStore

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a network to a file of its own, or to one that another program reads.",
        usage: """
            heaviside export last --to onnx -o net.onnx
            heaviside export last --raw -o raw.safetensors

            heaviside export <run|model> [--to <format>] -o <file> [--raw] [--precision float64] [options]
            """,
        discussion: """
            safetensors is Heaviside's own form; torch is the state_dict of an nn.Sequential, which the command prints; onnx \
            has one Gemm for each layer; npz has the arrays and, in metadata.json, the activations; csv has a row for each \
            parameter. vnnlib is a query that asks a verifier whether the network reproduces every sample of its data \
            within --epsilon.

            A run whose data have normalise: standardise or minMax keeps a network of normalised inputs. --raw puts offsets \
            and scales into its first layer, which gets a bias; where the network reproduces its inputs, also into its last \
            one, or into a diagonal layer after that if it has an activation. The command says how far the outputs on the \
            run's data are from those of the original network. Where entries are far from 0 compared with how much they \
            vary, --precision float64 keeps the difference small.
            """)

    @OptionGroup var network: NetworkArgument

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("The file to write.", valueName: "file"), completion: .file())
    var file: String

    @Option(
        help: ArgumentHelp(
            "The format: \(ExportFormat.allCases.map(\.rawValue).joined(separator: ", ")) (default: by the file's ending).",
            valueName: "format"),
        completion: .list(ExportFormat.allCases.map(\.rawValue)))
    var to: String?

    @Option(help: "How far an output may be from its target in a VNN-LIB query.")
    var epsilon = 0.001

    @Option(
        name: .customLong("vnnlib-version"),
        help: ArgumentHelp("The version of VNN-LIB in which a query is written.", valueName: "2.0|1.0"))
    var version = VNNLIBQuery.Version.two.rawValue

    @Flag(help: "Write a network that takes data as they are in their file.")
    var raw = false

    @Option(help: ArgumentHelp("The precision of the file (default: the network's).", valueName: "float32|float64"))
    var precision: String?

    @OptionGroup var output: OutputOptions

    private var format: ExportFormat? {
        to.map { ExportFormat(rawValue: $0) } ?? ExportFormat(ending: PathParts.ending(file))
    }

    func validate() throws {
        guard let format else {
            let formats = ExportFormat.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError(
                to.map { "--to \($0): expected one of \(formats)" }
                    ?? "-o \(file): expected --to with one of \(formats), or a name that ends as such a file does")
        }
        try Self.check(file, as: format, of: network.model.reference)
        guard epsilon >= 0, epsilon.isFinite else {
            throw ValidationError("--epsilon \(epsilon): expected a number ≥ 0")
        }
        guard VNNLIBQuery.Version(rawValue: version) != nil else {
            throw ValidationError("--vnnlib-version \(version): expected 2.0 or 1.0")
        }
        if format == .vnnlib, version == VNNLIBQuery.Version.one.rawValue, epsilon == 0 {
            throw ValidationError(
                "--epsilon 0: VNN-LIB 1.0 has no strict inequality, and every output differs from its target by 0 or "
                    + "more: expected a number > 0, or --vnnlib-version 2.0")
        }
        if format == .vnnlib, raw {
            throw ValidationError("--raw: a query is about a network as it is: expected --to vnnlib without it")
        }
        guard precision.map({ Precision(rawValue: $0) != nil }) ?? true else {
            throw ValidationError("--precision: found \"\(precision ?? "")\": expected float32 or float64")
        }
    }

    func run() throws {
        let format = format ?? .safetensors
        let stored = try network.stored(output, withSignals: format == .vnnlib)
        let (export, bytes) = try Failure.badInput {
            try stored.checkEnded()
            let export = try ModelExport(stored, isRaw: raw, in: precision.flatMap(Precision.init(rawValue:)))
            return (export, format == .vnnlib ? try query(stored) : try export.encoded(as: format))
        }
        try output.write(bytes, to: file, as: .exported(format))
        let answer = ExportAnswer(export, path: file, run: stored.run?.id, format: format)
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

    /// The query whether each training sample is reproduced.
    private func query(_ stored: StoredNetwork) throws -> [UInt8] {
        try stored.checkReproduces()
        let samples = try stored.data().training
        let numbers = samples.count * (samples.signals.columns + samples.targets.columns)
        guard numbers <= 1 << 22 else {
            throw RunError(
                place: stored.modelPath, problem: "a query of \(numbers) numbers: expected at most 4,194,304")
        }
        let query = VNNLIBQuery(
            inputs: samples.signals.nested, targets: samples.targets.nested, epsilon: epsilon,
            isDouble: stored.network.precision == .float64)
        return Array(query.text(VNNLIBQuery.Version(rawValue: version) ?? .two).utf8)
    }

    /// Refuses a name under which a record or the model itself would be replaced, or of another form's ending.
    static func check(_ file: String, as format: ExportFormat, of reference: String) throws {
        guard PathParts.ending(file).lowercased() == format.ending else {
            throw ValidationError("-o \(file): expected the name of a file that ends in .\(format.ending)")
        }
        guard !RunRoot.isRecord(file) else {
            throw ValidationError("-o \(file): this is a record of a run: expected another file")
        }
        if FileManager.default.contentsEqual(atPath: file, andPath: reference) {
            throw ValidationError("-o \(file): expected another file than the model")
        }
        try OutputFile.checkPlace(file, for: .exported(format))
    }
}
