import ArgumentParser
import Reports

struct DataCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "data",
        abstract: "Say what a data file holds, and print a spec that trains on it.",
        usage: """
            heaviside data digits.npz
            heaviside data measurements.csv --json

            heaviside data <file> [options]
            """,
        discussion: """
            The file is a .npy, .npz, .csv (with a row of names) or .safetensors file; its content tells which. Each array is \
            listed with its type, its shape, its range, and where it is NaN or infinite, by index from 0. The spec is one to \
            begin with: save it beside the file, change it, and train it.
            """)

    @Argument(help: "The file.")
    var file: String

    @OptionGroup var output: OutputOptions

    func run() throws {
        let contents = try Failure.badInput { try DataContents(ofFile: file) }
        if output.json {
            try Console.json(contents)
        } else {
            Console.results(contents.lines(width: Console.width))
            contents.specLines.forEach(Console.result)
        }
    }
}
