internal import Exchange
public import Experiments
import Foundation
internal import Networks

// The spec that a run began with, and what was changed when: `spec.yaml` and `continuations.json`.

extension RunFolder {
    /// What `continuations.json` holds.
    private struct Record: Codable {
        var continuations: [Continuation]
    }

    static let continuationsName = "continuations.json"
    /// The largest record that is read, in bytes.
    private static let largestRecord = 1 << 26
    /// What is said in `spec.yaml` where there is such a record.
    private static let warning = "# Training from this file alone does not repeat it."
    private static let oldPrefix = "spec-until-epoch-"

    /// The specs by which the run is trained, one after the other.
    ///
    /// In folders of older versions, `spec.yaml` is the last of them, and the ones before are in
    /// `spec-until-epoch-N.yaml`.
    ///
    /// - Throws: what ``spec()`` throws, also for the older files; ``RunError`` where `continuations.json` is missing,
    ///   is no record of changes, or is not that of the checkpoint, and where it changes what no run can change;
    ///   `SpecError` for changes that do not lead to valid specs.
    public func course() throws -> SpecCourse {
        // Before the record: a process that goes on with the run writes the record first.
        let header = hasContinuations ? try? CheckpointFile.header(in: path) : nil
        let text = try specText()
        let stored = try Spec(yaml: text, source: specPath)
        let old = try oldSpecs().map { epoch, spec in (epoch: epoch, spec: spec.labelled(as: stored)) }
        guard hasContinuations else {
            if old.isEmpty, text.contains(Self.warning) {
                // A process that goes on with the run may have written both in between.
                guard !hasContinuations else { return try course() }
                throw missingRecord
            }
            guard let first = old.first else { return SpecCourse(stored) }
            var continuations: [Continuation] = []
            for (before, after) in zip(old, old.dropFirst().map(\.spec) + [stored]) {
                continuations += after.continuations(of: before.spec, at: before.epoch)
            }
            return try SpecCourse(first.spec, continuations, source: path)
        }
        let record: Record = try JSONRecord.read(
            file(Self.continuationsName), kind: "the changes of a run", limit: Self.largestRecord)
        let course = try SpecCourse(
            old.first?.spec ?? stored, record.continuations, source: file(Self.continuationsName))
        try check(course.continuations, rule: course.start.training.optimizer.name, against: header)
        if let header { try check(course, against: header) }
        return course
    }

    private var missingRecord: RunError {
        let known = (try? CheckpointFile.header(in: path))?.continuations ?? []
        return RunError(
            place: file(Self.continuationsName),
            problem: "it is missing, and \(specPath) says that the run went on with other values: expected "
                + (Continuation.sentence(known) ?? "that file as it was"))
    }

    /// Refuses what changes from the checkpoint on where a run cannot change it, and what was changed before where the
    /// checkpoint knows of something else; without a checkpoint, every change of what a run cannot change.
    private func check(
        _ continuations: [Continuation], rule: String, against header: CheckpointFile.Header?
    ) throws(RunError) {
        func failure(_ problem: String) -> RunError {
            RunError(place: file(Self.continuationsName), problem: problem)
        }
        let epoch = max(0, header?.epoch ?? 0)
        if let change = continuations.first(where: {
            $0.epoch >= epoch && !ContinuableKeys.canChange($0.key, rule: rule)
        }) {
            throw failure(
                "\(change.key) is to change at epoch \(change.epoch), which it cannot while a run goes on: expected "
                    + "changes of \(ContinuableKeys.words)")
        }
        guard let header, header.start != nil else { return }
        // What the checkpoint knows of the time after it, another resumption may have changed.
        let (known, past) = (
            header.continuations.filter { $0.epoch < epoch }, continuations.filter { $0.epoch < epoch }
        )
        guard known.count == past.count, zip(known, past).allSatisfy({ $0.isSame(as: $1) }) else {
            let expected = Continuation.sentence(known) ?? "no change"
            throw failure(
                "it does not say what was changed before epoch \(epoch), the checkpoint's: expected \(expected)")
        }
    }

    /// Refuses changes before a checkpoint that knows of none, unless they lead to what it was trained by, as those of
    /// older versions do.
    private func check(_ course: SpecCourse, against header: CheckpointFile.Header) throws {
        let past = course.continuations.filter { $0.epoch < header.epoch }
        guard header.start == nil, let trained = header.spec, !past.isEmpty else { return }
        let name = file(Self.continuationsName)
        let ends = [try SpecCourse(course.start, past, source: name).end, course.end]
        guard !ends.contains(where: { $0.recipeDifferences(from: trained).isEmpty }) else { return }
        throw RunError(
            place: name,
            problem: "it does not lead to what the checkpoint of epoch \(header.epoch) was trained by: expected that "
                + "file as it was, or none where nothing was changed")
    }

    private var hasContinuations: Bool {
        FileManager.default.fileExists(atPath: file(Self.continuationsName))
    }

    /// What was changed while the run went on, in the order of the epochs; without changes it is found by looking at
    /// names alone.
    ///
    /// - Throws: what ``course()`` throws.
    public func continuations() throws -> [Continuation] { hasChanges ? try course().continuations : [] }

    /// Whether the folder says, by the names of its files, that something was changed while the run went on.
    var hasChanges: Bool { hasContinuations || !oldSpecNames.isEmpty }

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
        let hasRecord = hasContinuations
        if !course.continuations.isEmpty, !hasRecord || before?.continuations != course.continuations {
            try write(Record(continuations: course.continuations), to: Self.continuationsName)
        }
        var text = course.start.yaml
        if let first = course.continuations.first {
            text += """
                # The run began with these values. From epoch \(first.epoch) on it went on with others: see \(Self.continuationsName).
                \(Self.warning)

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
}

extension Spec {
    /// The same recipe under the name of another spec, for as many epochs.
    func labelled(as other: Spec) -> Spec {
        var spec = self
        (spec.name, spec.epochs) = (other.name, other.epochs)
        return spec
    }

    /// The differences that training feels: names, the number of epochs and what is recorded are left out.
    func recipeDifferences(from other: Spec) -> [Difference] {
        var spec = self
        (spec.name, spec.epochs, spec.record) = (other.name, other.epochs, other.record)
        return spec.differences(from: other)
    }

    /// The changes from another spec to this one, which hold from an epoch on.
    func continuations(of before: Spec, at epoch: Int, date: String? = nil, version: String? = nil) -> [Continuation] {
        differences(from: before).map {
            Continuation(
                epoch: epoch, key: $0.key, from: $0.first, to: $0.second, date: date, heaviside: version)
        }
    }
}
