import ArgumentParser
import Diagnostics
import Reports
import RunStore

struct NoteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "note",
        abstract: "Write a note about a run, a batch or a survey, or print it.",
        usage: """
            heaviside note last "the kinks cluster after the first drop of the rate"
            heaviside note last

            heaviside note <run> [<text>] [options]
            """)

    @OptionGroup var chosen: RunArgument

    @Argument(
        help: ArgumentHelp("The note, which replaces the one before; an empty text removes it.", valueName: "text"))
    var text: String?

    @OptionGroup var output: OutputOptions

    func run() throws {
        let found = try chosen.found()
        let notes = try Failure.badInput { () throws -> RunNotes in
            guard let text else { return try found.folder.notes() }
            return try found.folder.changeNotes { try $0.replace(note: text) }
        }
        if output.json { return try Console.json(NotesAnswer(notes, of: found.folder)) }
        Console.result(notes.note.isEmpty ? "no note" : notes.note.printable(keepingNewlines: true))
    }
}
