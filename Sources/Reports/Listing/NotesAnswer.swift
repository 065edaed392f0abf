public import RunStore

/// What `heaviside tag` and `heaviside note` print with `--json`.
public struct NotesAnswer: Sendable, Encodable {
    private let run: String
    private let folder: String
    private let tags: [String]
    private let note: String

    /// The notes of a run, a batch or a survey.
    public init(_ notes: RunNotes, of folder: any StoredFolder) {
        (run, self.folder, tags, note) = (folder.id, folder.path, notes.tags, notes.note)
    }
}
