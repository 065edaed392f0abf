import ArgumentParser
import Diagnostics
import Reports
import RunStore

struct TagCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tag",
        abstract: "Give a run, a batch or a survey tags, remove some, or print them.",
        usage: """
            heaviside tag last baseline
            heaviside runs --where tags=baseline
            heaviside tag autoencoder-study-3 --remove baseline

            heaviside tag <run> [<tag> ...] [--remove <tag> ...] [options]
            """)

    @OptionGroup var chosen: RunArgument

    @Argument(help: ArgumentHelp("Tags to add: letters, digits and the signs - _ . : / + @.", valueName: "tag"))
    var tags: [String] = []

    @Option(
        parsing: .upToNextOption, help: ArgumentHelp("Tags to remove: every word that follows.", valueName: "tag"))
    var remove: [String] = []

    @OptionGroup var output: OutputOptions

    func run() throws {
        let found = try chosen.found()
        let notes = try Failure.badInput { () throws -> RunNotes in
            if tags.isEmpty, remove.isEmpty { return try found.folder.notes() }
            return try found.folder.changeNotes { notes in
                try notes.remove(remove)
                try notes.add(tags)
            }
        }
        if output.json { return try Console.json(NotesAnswer(notes, of: found.folder)) }
        Console.result(notes.tags.isEmpty ? "no tags" : notes.tags.joined(separator: " ").printable)
        output.hint(notes.tags.first.map { NextStep.afterTag($0, in: chosen.location.root) })
    }
}
