import ArgumentParser
import Exchange
import Experiments
import Foundation
import Reports

struct TrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Run the experiment that a spec describes.",
        usage: """
            heaviside spec autoencoder-study > study.yaml
            heaviside train study.yaml --set network.1.dense=64

            heaviside train <spec> [options]
            """,
        discussion: """
            A relative path in the spec is looked up beside the spec first, then in the current folder. Each run gets its \
            own folder under runs/; with --seeds they share one.
            """)

    @Argument(
        help: "The spec, a YAML file; - for standard input.", completion: .file(extensions: ["yaml", "yml"]))
    var spec: String

    @OptionGroup var options: RunOptions

    func run() throws {
        let run = try Failure.badInput {
            try OtherKinds.checkSpec(spec)
            let (bytes, source) = try InputFile.read(spec, limit: spec == "-" ? Self.maximumSize : AtomicFile.readLimit)
            guard bytes.count <= Self.maximumSize else {
                throw SpecError(source: source, key: "", problem: "too long: expected a spec of at most 1 MiB")
            }
            if let format = ForeignFormat(bytes), format != .json {
                throw SpecError(source: source, key: "", problem: "it is \(format.name): expected YAML text")
            }
            guard let yaml = String(validating: bytes, as: UTF8.self) else {
                throw SpecError(source: source, key: "", problem: "not UTF-8: expected YAML text")
            }
            let folder = spec == "-" ? "." : URL(fileURLWithPath: spec).deletingLastPathComponent().path
            return try options.run(
                Spec(yaml: yaml, source: source, length: options.length, overrides: options.overrides), source: source,
                searchFolders: [folder, "."])
        }
        if spec != "-" { options.output.note(Notes.continued(spec: spec)) }
        try options.carryOut(run)
    }

    private static let maximumSize = 1 << 20
}
