import ArgumentParser
import Descriptions

struct DialectsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dialects",
        abstract: "List what other libraries compute by the name of a rule.",
        usage: """
            heaviside dialects
            heaviside dialects keras torch

            heaviside dialects [library ...] [options]
            """,
        discussion: """
            A spec takes each of them by its name: optimizer: { rmsProp: { like: keras } }. Beside each rule stands what \
            a spec says for the same in keys that name no library.
            """)

    @Argument(help: "The libraries; all by default.")
    var libraries: [String] = []

    @Flag(help: "Print the page of the documentation instead.")
    var markdown = false

    @OptionGroup var output: OutputOptions

    func run() throws {
        let table = try Failure.badInput { try DialectTable(libraries: libraries) }
        if markdown { return Console.result(String(table.article.dropLast())) }
        if output.json { try Console.json(table) } else { Console.results(table.lines) }
    }
}
