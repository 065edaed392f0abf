import ArgumentParser
import Experiments
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
            let file = try SpecFile(spec)
            return try options.run(
                Spec(yaml: file.yaml, source: file.source, length: options.length, overrides: options.overrides),
                source: file.source, searchFolders: [file.folder, "."])
        }
        if spec != "-" { options.output.note(Notes.continued(spec: spec)) }
        try options.carryOut(run)
    }
}
