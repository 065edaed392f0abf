import ArgumentParser
import Descriptions
import Foundation

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
            begin with: save it beside the file, change it, and train it. Of standard input it names the file data.csv, data.npz \
            and so on: save the data under that name.
            """)

    @Argument(help: "The file; - for standard input.", completion: .file())
    var file: String

    @OptionGroup var output: OutputOptions

    func run() throws {
        var staged: String?
        let contents = try Failure.badInput {
            guard file != "-" else {
                return try StagedInput.read { path, name in
                    staged = (path as NSString).lastPathComponent
                    return try DataContents(ofFile: path, called: name)
                }
            }
            try OtherKinds.checkData(file)
            return try DataContents(ofFile: file)
        }
        if output.json {
            try Console.json(contents)
        } else {
            Console.results(contents.lines(width: Console.width))
            contents.specLines.forEach(Console.result)
            if let staged, !contents.specLines.isEmpty {
                output.note("Save the data as \(staged) beside the spec, which names that file.")
            }
        }
    }
}
