internal import Exchange
internal import Experiments
import Foundation

/// A run in a list: its records as values by dotted key, such as `loss`, `code.r2` and `spec.signals.length`;
/// its tags, with those of its batch or survey, and its note.
public struct RunRow: Sendable, Hashable {
    /// The run's id.
    public let id: String
    /// The values by key. A list has a value for each entry, with its index in the key.
    public let values: [String: RunValue]

    /// The row of a run; nil where its summary cannot be read. One that has not ended has the status `running` or
    /// `interrupted`, and no figures.
    ///
    /// - Parameters:
    ///   - listed: the run.
    ///   - withSpec: whether the values of `spec.yaml` are read, too; the name always is.
    init?(_ listed: ListedRun, withSpec: Bool) {
        guard let values = Self.stored(listed, withSpec: withSpec) else { return nil }
        self.init(listed.folder, values)
    }

    /// The row of a run, with what only its folder's place and lock can tell beside the values of its records.
    ///
    /// - Parameters:
    ///   - folder: the run's folder.
    ///   - values: those of ``stored(_:withSpec:)``, or some of them.
    init(_ folder: RunFolder, _ values: [String: RunValue]) {
        var values = values
        values["run"] = .text(folder.id)
        values["folder"] = .text(folder.path)
        if values[Self.unfinishedKey] != nil {
            values[Self.unfinishedKey] = nil
            values["status"] = .text((folder.isBeingWritten ? RunStatus.running : .interrupted).rawValue)
        }
        (id, self.values) = (folder.id, values)
    }

    /// Marks a run without a summary, whose status depends on whether a process still writes it.
    static let unfinishedKey = "unfinished"

    /// The values of a run's records; nil where the summary cannot be read.
    static func stored(_ listed: ListedRun, withSpec: Bool) -> [String: RunValue]? {
        var values: [String: RunValue] = [:]
        let folder = listed.folder
        if listed.hasEnded {
            guard let bytes = try? AtomicFile.read(folder.file(RunFolder.summaryName), limit: 1 << 22),
                let object = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
            else { return nil }
            flatten(object, key: "", into: &values, levels: 8)
        } else {
            values[unfinishedKey] = .flag(true)
        }
        if withSpec, let spec = try? folder.spec() {
            values["name"] = .text(spec.name)
            for (key, value) in spec.values { values["spec.\(key)"] = self.value(of: value) }
        } else {
            values["name"] = .text(name(of: folder))
        }
        if let date = try? FileManager.default.attributesOfItem(atPath: folder.file("summary.json"))[.modificationDate]
            as? Date
        {
            values["ended"] = .text(date.formatted(.iso8601))
        }
        let notes = (try? folder.notes()) ?? RunNotes()
        let container = (try? listed.container?.notes()) ?? RunNotes()
        values["tags"] = .words(Set(notes.tags).union(container.tags).sorted())
        values["note"] = .text(notes.note)
        return values
    }

    private static func flatten(_ value: Any, key: String, into values: inout [String: RunValue], levels: Int) {
        func below(_ name: String) -> String { key.isEmpty ? name : "\(key).\(name)" }
        switch value {
        case let object as [String: Any] where levels > 0:
            for (name, entry) in object { flatten(entry, key: below(name), into: &values, levels: levels - 1) }
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

    /// The spec's name, which is the first line of a complete spec.
    private static func name(of folder: RunFolder) -> String {
        guard let bytes = try? AtomicFile.read(folder.specPath, limit: 1 << 22) else { return "" }
        let line = String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        return line.hasPrefix("name: ") ? String(line.dropFirst(6)) : ""
    }
}
