import ArgumentParser
import Experiments

struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Print the JSON Schema of specs, for editors.",
        usage: """
            heaviside schema > spec.schema.json
            heaviside schema | python3 -m json.tool

            heaviside schema
            """,
        discussion: """
            The schema follows draft 2020-12. An editor that knows it completes keys and marks mistakes; many find it by \
            the first line of a spec: # yaml-language-server: $schema=spec.schema.json
            """)

    func run() throws { Console.text(SpecKeys.jsonSchema + "\n") }
}
