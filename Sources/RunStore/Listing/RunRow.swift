internal import Exchange
internal import Experiments
import Foundation

/// A run in a list: its records as values by dotted key, such as `loss`, `code.r2` and `spec.signals.length`;
/// its tags, with those of its batch or survey, and its note.
public struct RunRow: Sendable, Hashable {
    /// The run's name in the list, by which it is found: its id where it lies at the top of the folder or in a batch,
    /// else the path that leads to it from there.
    public let id: String
    /// The values by key. A list has a value for each entry, with its index in the key.
    public let values: [String: RunValue]
    /// The records that cannot be read, so that their values are missing.
    let damaged: Set<Record>

    /// Whether the summary was changed after it was written, so that its figures may be wrong.
    let hasChangedSummary: Bool

    /// A record beside the summary, with the key that marks a run where it cannot be read: no key of a record begins
    /// with a blank.
    enum Record: String, CaseIterable {
        case spec = " spec"
        case notes = " notes"
        /// The notes of the batch or survey.
        case containerNotes = " containerNotes"
    }

    /// The row of a run; nil where its summary cannot be read. One that has not ended has the status `running` or
    /// `interrupted`, and no figures.
    ///
    /// - Parameters:
    ///   - listed: the run.
    ///   - withSpec: whether the values of `spec.yaml` are read, too; the name always is.
    init?(_ listed: ListedRun, withSpec: Bool) {
        guard let values = Self.stored(listed, withSpec: withSpec) else { return nil }
        self.init(listed, values)
    }

    /// The row of a run, with what only its folder's place and lock can tell beside the values of its records.
    ///
    /// - Parameters:
    ///   - listed: the run.
    ///   - values: those of ``stored(_:withSpec:)``, or some of them.
    init(_ listed: ListedRun, _ values: [String: RunValue]) {
        let folder = listed.folder
        var values = values
        values["run"] = .text(listed.name)
        values["folder"] = .text(folder.path)
        if values.removeValue(forKey: Self.unfinishedKey) != nil {
            values["status"] = .text((folder.isBeingWritten ? RunStatus.running : .interrupted).rawValue)
        }
        var damaged: Set<Record> = []
        for record in Record.allCases where values.removeValue(forKey: record.rawValue) != nil {
            damaged.insert(record)
        }
        self.damaged = damaged
        hasChangedSummary = values.removeValue(forKey: Self.changedKey) != nil
        (id, self.values) = (listed.name, values)
    }

    /// Whether a key's value may be missing because a record cannot be read.
    func isDamaged(at key: String) -> Bool {
        switch key {
        case "tags": damaged.contains(.notes) || damaged.contains(.containerNotes)
        case "note": damaged.contains(.notes)
        case "name": damaged.contains(.spec) && values[key] == nil
        case "continued": damaged.contains(.spec)
        default: damaged.contains(.spec) && key.hasPrefix("spec.")
        }
    }

    /// Whether one of some keys' values may be missing; nil stands for all keys.
    func isDamaged(at keys: [String]?) -> Bool { keys.map { $0.contains(where: isDamaged(at:)) } ?? !damaged.isEmpty }

    /// Marks a run without a summary, whose status depends on whether a process still writes it.
    private static let unfinishedKey = " unfinished"

    /// Marks a run whose summary was changed after it was written.
    private static let changedKey = " changed"

    /// Keys that stand for no value of a record.
    static let marks = [unfinishedKey, changedKey] + Record.allCases.map(\.rawValue)

    /// The values of a run's records; nil where the summary cannot be read.
    static func stored(_ listed: ListedRun, withSpec: Bool) -> [String: RunValue]? {
        var values: [String: RunValue] = [:]
        let folder = listed.folder
        func found<Value>(_ record: Record, _ read: () throws -> Value) -> Value? {
            if let value = try? read() { return value }
            values[record.rawValue] = .flag(true)
            return nil
        }
        if listed.hasEnded {
            guard let (_, bytes) = try? folder.storedSummary(),
                let object = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
            else { return nil }
            let other = ["continuations", "planned", SealedRecord.key]
            flatten(object.filter { !other.contains($0.key) }, key: "", into: &values, levels: 8)
            // What another record says is not taken from this one.
            for key in values.keys where key.hasPrefix("spec.") || key.hasPrefix(" ") { values[key] = nil }
            if folder.changedSummary(bytes) != nil { values[changedKey] = .flag(true) }
        } else {
            values[unfinishedKey] = .flag(true)
        }
        let name = name(of: folder)
        values["name"] = name.map { .text($0) }
        let isContinued = FileState(folder.file(RunFolder.continuationsName)) != nil
        if withSpec || isContinued || name == nil, let course = found(.spec, folder.course) {
            values["name"] = .text(course.end.name)
            values["continued"] = Continuation.sentence(course.continuations).map { .text($0) }
            if withSpec {
                for (key, value) in course.end.values { values["spec.\(key)"] = self.value(of: value) }
            }
        }
        values["ended"] = listed.hasEnded ? end(of: folder).map { .text($0.formatted(.iso8601)) } : nil
        let notes = found(.notes, folder.notes) ?? RunNotes()
        let container = listed.container.flatMap { container in found(.containerNotes, container.notes) } ?? RunNotes()
        values["tags"] = .words(Set(notes.tags).union(container.tags).sorted())
        values["note"] = .text(notes.note)
        return values
    }

    /// When a run that has figures ended: what its environment says, or else when the figures were written, which is
    /// another time in a folder that was copied.
    private static func end(of folder: RunFolder) -> Date? {
        struct Record: Decodable { let finished: String? }
        let environment = try? AtomicFile.read(folder.file(RunFolder.environmentName), limit: 1 << 20)
        let record = environment.flatMap { try? JSONDecoder().decode(Record.self, from: Data($0)) }
        if let text = record?.finished, let date = try? Date(text, strategy: .iso8601) { return date }
        let summary = folder.file(RunFolder.summaryName)
        return try? FileManager.default.attributesOfItem(atPath: summary)[.modificationDate] as? Date
    }

    private static func flatten(_ value: Any, key: String, into values: inout [String: RunValue], levels: Int) {
        func below(_ name: String) -> String { key.isEmpty ? name : "\(key).\(name)" }
        switch value {
        case let object as [String: Any] where levels > 0:
            // A matrix that no condition asks for.
            for (name, entry) in object where name != "confusion" {
                flatten(entry, key: below(name), into: &values, levels: levels - 1)
            }
        case let list as [Any] where levels > 0:
            for (index, entry) in list.enumerated() {
                flatten(entry, key: below("\(index)"), into: &values, levels: levels - 1)
            }
        case let text as String: values[key] = .text(text)
        case let number as NSNumber:
            values[key] = isFlag(number) ? .flag(number.boolValue) : self.value(of: number.stringValue)
        default: break
        }
    }

    /// Whether a number of JSON was true or false.
    private static func isFlag(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }

    /// A scalar: a number, a flag or a word. A whole number that no double is, such as a large seed, stays as it is
    /// written.
    private static func value(of text: String) -> RunValue {
        if text.count > 15, let whole = Int128(text), Int128(exactly: Double(whole)) != whole { return .text(text) }
        if let number = Double(text), !number.isNaN { return .number(number) }
        return text == "true" || text == "false" ? .flag(text == "true") : .text(text)
    }

    /// The spec's name, which is the first line of a spec that was written here; nil for any other.
    private static func name(of folder: RunFolder) -> String? {
        guard let bytes = try? AtomicFile.read(folder.specPath, limit: 1 << 22) else { return nil }
        let line = String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        let name = line.dropFirst(6)
        guard line.hasPrefix("name: "), !name.isEmpty, name.utf8.allSatisfy(isPlain) else { return nil }
        return String(name)
    }

    /// Whether a byte can be part of a name, without a quote, a comment or an anchor of YAML.
    private static func isPlain(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) || "-_.".utf8.contains(byte)
    }
}
