internal import Diagnostics
public import RunStore

/// The tags and the note of a run, a batch or a survey in words.
public enum NotesText {
    /// The same of a folder; where its notes cannot be read, a line that says so.
    static func lines(of folder: some StoredFolder) -> [String] {
        do {
            return lines(try folder.notes())
        } catch {
            return ["", "  notes  \(ErrorText.sentence(error))".printable]
        }
    }

    /// A line for the tags and one for each line of the note; none without them.
    public static func lines(_ notes: RunNotes) -> [String] {
        var lines: [String] = []
        if !notes.tags.isEmpty { lines.append("tags   " + notes.tags.joined(separator: " ")) }
        for (index, line) in notes.note.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if !notes.note.isEmpty { lines.append((index == 0 ? "note   " : "       ") + line) }
        }
        return lines.isEmpty ? [] : [""] + lines.map { "  " + $0.printable }
    }
}
