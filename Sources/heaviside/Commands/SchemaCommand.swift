import ArgumentParser
import Experiments

struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON Schema of specs, or of sweeps, for editors.",
        usage: """
            heaviside schema > spec.schema.json
            heaviside schema sweep > sweep.schema.json

            heaviside schema [spec|sweep]
            """,
        discussion: """
            The schema follows draft 2020-12. An editor that knows it completes keys and marks mistakes; many find it by \
            the first line of a spec: # yaml-language-server: $schema=spec.schema.json
            """)

    private static let kinds = ["spec", "sweep"]

    @Argument(help: "What the schema is of: spec or sweep.", completion: .list(SchemaCommand.kinds))
    var kind = "spec"

    @Flag(help: ArgumentHelp("Print the keys of a sweep as the page of the documentation.", visibility: .hidden))
    var markdown = false

    func run() throws {
        // Not by the parser, which would name the value of an option that the command lacks in place of the option.
        guard Self.kinds.contains(kind) else {
            throw ValidationError("kind: there is no schema of '\(kind)': expected spec or sweep")
        }
        if markdown { return Console.text(SpecReference(.sweep).sweepArticle()) }
        Console.text((kind == "spec" ? SpecKeys.jsonSchema : SpecKeys.sweepJSONSchema) + "\n")
    }
}
