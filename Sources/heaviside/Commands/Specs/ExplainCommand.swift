import ArgumentParser
import Descriptions
import Experiments

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say what a spec's recipe computes, formula by formula.",
        usage: """
            heaviside explain study.yaml
            heaviside explain study.yaml --set 'optimizer={ adam: { like: mlx, learningRate: 0.01 } }'

            heaviside explain <spec> [options]
            """,
        discussion: """
            A spec that names a library, as in optimizer: { rmsProp: { like: keras } }, is explained by the formulas that \
            this library computes. 'heaviside dialects' lists the libraries.
            """)

    @Argument(
        help: "The spec, a YAML file; - for standard input.", completion: .file(extensions: ["yaml", "yml"]))
    var spec: String

    @Option(
        name: .customLong("set"), parsing: .singleValue,
        help: ArgumentHelp("Change a key of the spec; may be given several times.", valueName: "key=value"))
    var overrides: [String] = []

    @OptionGroup var output: OutputOptions

    func run() throws {
        let explanation = try Failure.badInput {
            let file = try SpecFile(spec)
            do throws(SpecError) {
                return SpecExplanation(try Spec(yaml: file.yaml, source: file.source, overrides: overrides))
            } catch { throw error.naming(overrides: overrides) }
        }
        if output.json { try Console.json(explanation) } else { Console.results(explanation.lines) }
    }
}
