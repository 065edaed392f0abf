import ArgumentParser
import Diagnostics
import Exchange
import Experiments
import Reports
import RunStore

struct ShowSweepCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Train one run of a sweep again, from its spec and its seed, and compare its weights with its row.",
        usage: """
            heaviside sweep show sweeps/widths 17
            heaviside sweep show sweeps/widths 17 -o 17.safetensors

            heaviside sweep show <sweep> <id> [-o <file>] [options]
            """,
        discussion: "Exit status 2 where the weights are not those of the row.")

    @OptionGroup var chosen: SweepArgument

    @Argument(
        help: ArgumentHelp("The number of the run, from 0, as in the table.", valueName: "id"),
        transform: WholeNumber.reader(0...Int.max))
    var id: Int

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("Write the network into this file.", valueName: "file"), completion: .file())
    var file: String?

    @Flag(help: "Leave out damaged lines.")
    var force = false

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard let file else { return }
        guard file.hasSuffix(".safetensors") else {
            throw ValidationError("-o \(file): expected a name that ends in .safetensors")
        }
        try OutputFile.checkPlace(file, for: .model)
    }

    func run() throws {
        let folder = try Failure.badInput { try chosen.begun() }
        let found = try Failure.badInput { try SweepRebuilding(id, of: folder, force: force) }
        if let file {
            let bytes = try Failure.work {
                try NetworkFile.file(for: found.result.network, signals: found.spec.signals).encoded()
            }
            try output.write(bytes, to: file, as: .model)
        }
        if output.json {
            try Console.json(SweepShowAnswer(found, of: folder.sweep, model: file))
        } else {
            Console.results(SweepText.lines(found, of: folder.sweep))
            if let file { Console.result(file) }
        }
        if found.isSame == false { throw Failure.refuted }
    }
}
