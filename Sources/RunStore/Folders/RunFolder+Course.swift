internal import Exchange
public import Experiments
import Foundation

// The spec that a run began with, and what was changed when: `spec.yaml` and `continuations.json`.

extension RunFolder {
    /// What `continuations.json` holds.
    private struct Record: Codable {
        var continuations: [Continuation]
    }

    static let continuationsName = "continuations.json"
    private static let oldPrefix = "spec-until-epoch-"

    /// The specs by which the run is trained, one after the other.
    ///
    /// In folders of older versions, `spec.yaml` is the last of them, and the ones before are in
    /// `spec-until-epoch-N.yaml`.
    ///
    /// - Throws: what ``spec()`` throws, also for the older files; ``RunError`` where `continuations.json` is no record
    ///   of changes, `SpecError` for changes that do not lead to valid specs.
    public func course() throws -> SpecCourse {
        let stored = try spec()
        let old = try oldSpecs().map { epoch, spec in (epoch: epoch, spec: spec.labelled(as: stored)) }
        guard FileManager.default.fileExists(atPath: file(Self.continuationsName)) else {
            guard let first = old.first else { return SpecCourse(stored) }
            var continuations: [Continuation] = []
            for (before, after) in zip(old, old.dropFirst().map(\.spec) + [stored]) {
                continuations += after.continuations(of: before.spec, at: before.epoch)
            }
            return try SpecCourse(first.spec, continuations, source: path)
        }
        let record: Record = try read(Self.continuationsName, kind: "the changes of a run")
        return try SpecCourse(
            old.first?.spec ?? stored, record.continuations, source: file(Self.continuationsName))
    }

    /// What was changed while the run went on, in the order of the epochs; without changes it is found by looking at
    /// names alone.
    ///
    /// - Throws: what ``course()`` throws.
    public func continuations() throws -> [Continuation] {
        let hasRecord = FileManager.default.fileExists(atPath: file(Self.continuationsName))
        return hasRecord || !oldSpecNames.isEmpty ? try course().continuations : []
    }

    /// The run whose folder holds the spec at a path; nil where that is another file.
    public static func holding(spec path: String) -> RunFolder? {
        let url = URL(fileURLWithPath: path).standardizedFileURL
        guard url.lastPathComponent == specName else { return nil }
        let folder = url.deletingLastPathComponent()
        return RunFolder(
            root: RunRoot(folder.deletingLastPathComponent().path), id: folder.lastPathComponent)
    }

    /// Writes the spec that the run began with, and its changes, where they are not those of the folder.
    ///
    /// Killed between two of its files, it has done nothing or all that counts: see ``course()``.
    func write(_ course: SpecCourse) throws {
        let before = try? self.course()
        let record = file(Self.continuationsName)
        let hasRecord = FileManager.default.fileExists(atPath: record)
        if !course.continuations.isEmpty, !hasRecord || before?.continuations != course.continuations {
            try write(Record(continuations: course.continuations), to: Self.continuationsName)
        }
        var text = course.start.yaml
        if let first = course.continuations.first {
            text += """
                # The run began with these values. From epoch \(first.epoch) on it went on with others: see \(Self.continuationsName).
                # Training from this file alone does not repeat it.

                """
        }
        // What a person wrote into the file of a run without changes stays.
        let isKnown = course.continuations.isEmpty && !hasRecord ? before == course : (try? specText()) == text
        if !isKnown { try AtomicFile.write(Array(text.utf8), to: specPath) }
        if course.continuations.isEmpty, hasRecord {
            unlink(record)
            try Folder.flush(path)
        }
        // The first one last: while it is there, the run began with it.
        for name in oldSpecNames.reversed() { unlink(file(name.name)) }
    }

    /// The files of older versions, in the order of the epochs. A spec until epoch 0 trained nothing.
    private var oldSpecNames: [(epoch: Int, name: String)] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.compactMap { name in
            guard name.hasPrefix(Self.oldPrefix), name.hasSuffix(".yaml"),
                let epoch = Int(name.dropFirst(Self.oldPrefix.count).dropLast(5)), epoch > 0
            else { return nil }
            return (epoch, name)
        }.sorted { $0.epoch < $1.epoch }
    }

    private func oldSpecs() throws -> [(epoch: Int, spec: Spec)] {
        try oldSpecNames.map { epoch, name in
            (epoch, try Spec(yaml: String(decoding: AtomicFile.read(file(name)), as: UTF8.self), source: file(name)))
        }
    }

    private func specText() throws -> String { String(decoding: try AtomicFile.read(specPath), as: UTF8.self) }
}

extension Spec {
    /// The same recipe under the name of another spec, for as many epochs.
    func labelled(as other: Spec) -> Spec {
        var spec = self
        (spec.name, spec.epochs) = (other.name, other.epochs)
        return spec
    }

    /// The changes from another spec to this one, which hold from an epoch on.
    func continuations(of before: Spec, at epoch: Int, date: String? = nil, version: String? = nil) -> [Continuation] {
        differences(from: before).map {
            Continuation(
                epoch: epoch, key: $0.key, from: $0.first, to: $0.second, date: date, heaviside: version)
        }
    }
}
