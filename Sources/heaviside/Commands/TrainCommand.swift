import ArgumentParser
import Exchange
import Experiments
import Foundation

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
            A relative path in the spec is searched for beside the spec first, then in the current folder. Each run gets its \
            own folder under runs/.
            """)

    @Argument(help: "The spec, a YAML file.")
    var spec: String

    @OptionGroup var options: RunOptions

    func run() throws {
        let runs = try Failure.badInput {
            let bytes = try AtomicFile.read(spec)
            guard bytes.count <= 1 << 20 else {
                throw SpecError(
                    source: spec, key: "",
                    problem: "the file has \(bytes.count) bytes: expected a spec of at most 1 MiB")
            }
            guard let yaml = String(validating: bytes, as: UTF8.self) else {
                throw SpecError(source: spec, key: "", problem: "not UTF-8: expected YAML text")
            }
            let folder = URL(fileURLWithPath: spec).deletingLastPathComponent().path
            return try options.runs(
                Spec(yaml: yaml, source: spec, length: options.length, overrides: options.overrides), source: spec,
                searchFolders: [folder, "."])
        }
        try options.carryOut(runs)
    }
}
