internal import Diagnostics
public import RunStore

/// The tags and the note of a run, a batch or a survey in words.
public enum NotesText {
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
