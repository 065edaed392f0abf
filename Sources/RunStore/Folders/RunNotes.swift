internal import Diagnostics
import Foundation

/// What a person has written about a run, a batch or a survey: `notes.json` in its folder.
public struct RunNotes: Sendable, Hashable, Codable {
    static let name = "notes.json"
    /// The most characters of a tag.
    public static let longestTag = 64
    /// The most bytes of a tag: a character may consist of any number of them.
    public static let largestTag = 256
    /// The most characters of a note.
    public static let longestNote = 10_000
    /// The most bytes of a note.
    public static let largestNote = 40_000
    private static let mostTags = 64

    /// The tags, sorted, each of them once.
    public private(set) var tags: [String]
    /// The note; empty where there is none.
    public private(set) var note: String

    /// No tags and no note.
    public init() { (tags, note) = ([], "") }

    /// Adds tags.
    ///
    /// Tags are equal where Unicode calls them so, and are kept in its composed form (NFC).
    ///
    /// - Throws: ``RunError`` for a text that is not a tag, and for more tags than a folder can have.
    public mutating func add(_ new: [String]) throws(RunError) {
        for tag in new {
            guard !tag.isEmpty, tag.utf8.count <= Self.largestTag, tag.count <= Self.longestTag,
                tag.first.map(Self.isPartOfTag) ?? false, tag.unicodeScalars.allSatisfy(Self.isPartOfTag)
            else {
                throw RunError(
                    place: "tag \"\(tag.shortened())\"",
                    problem: "expected 1 to \(Self.longestTag) letters, digits and signs of - _ . : / + @, in at most "
                        + "\(Self.largestTag) bytes")
            }
        }
        let all = Set(tags).union(new.map(\.precomposedStringWithCanonicalMapping))
        guard all.count <= Self.mostTags else {
            throw RunError(place: "tags", problem: "\(all.count) of them: expected at most \(Self.mostTags)")
        }
        tags = all.sorted()
    }

    /// Removes tags.
    ///
    /// - Throws: ``RunError`` for one that is not there.
    public mutating func remove(_ old: [String]) throws(RunError) {
        for tag in old where !tags.contains(tag) {
            throw RunError(
                place: "tag \"\(tag.shortened())\"",
                problem: "it is not there; "
                    + (tags.isEmpty ? "there are no tags" : "there are \(tags.joined(separator: ", "))"))
        }
        tags.removeAll { old.contains($0) }
    }

    /// Replaces the note; an empty text removes it.
    ///
    /// - Throws: ``RunError`` for a note that is too long.
    public mutating func replace(note text: String) throws(RunError) {
        guard text.utf8.count <= Self.largestNote, text.count <= Self.longestNote else {
            throw RunError(
                place: "note",
                problem: "\(text.utf8.count) bytes: expected at most \(Self.longestNote) characters, in at most "
                    + "\(Self.largestNote) bytes")
        }
        note = text
    }

    private static func isPartOfTag(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || "-_.:/+@".contains(character)
    }

    /// Whether a code point can be part of a tag; marks can, which belong to the letter before them.
    private static func isPartOfTag(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
            .spacingMark, .decimalNumber, .letterNumber, .otherNumber:
            true
        default: "-_.:/+@".unicodeScalars.contains(scalar)
        }
    }
}

extension StoredFolder {
    /// The tags and the note; none where the folder has no `notes.json`.
    ///
    /// - Throws: `ExchangeError` where the file cannot be read, ``RunError`` where it holds no notes.
    public func notes() throws -> RunNotes {
        guard FileState(file(RunNotes.name), followingLinks: false) != nil else { return RunNotes() }
        let stored: RunNotes = try JSONRecord.read(file(RunNotes.name), kind: "notes", limit: 1 << 20)
        var notes = RunNotes()
        do {
            try notes.add(stored.tags)
            try notes.replace(note: stored.note)
        } catch {
            throw RunError(place: file(RunNotes.name), problem: "\(error.place): \(error.problem)")
        }
        return notes
    }

    /// Changes the tags and the note, while no other process does.
    ///
    /// - Returns: them as they are now.
    /// - Throws: what the change throws, and ``UnwrittenRecord`` where the file cannot be written.
    @discardableResult
    public func changeNotes(_ change: (inout RunNotes) throws -> Void) throws -> RunNotes {
        try FileLock(path, .exclusive, .unlimited).during {
            var notes = try notes()
            try change(&notes)
            do {
                try write(notes, to: RunNotes.name)
            } catch let error as any InputError {
                throw UnwrittenRecord(error)
            }
            return notes
        }
    }
}
