import Foundation
import TestFixtures
import Testing

@testable import Experiments
@testable import RunStore

/// What a person does with runs: to tag them, to write notes about them, and to delete them.
@Suite struct TrashTests {
    private func spec() throws -> Spec {
        try Spec(yaml: #require(Experiment.named("linear-code")).spec.resized(to: 5).yaml, source: "test")
    }

    private func last(_ root: RunRoot) -> String? {
        try? FileManager.default.destinationOfSymbolicLink(atPath: "\(root.path)/last")
    }

    private func delete(_ reference: String, in root: RunRoot) throws {
        switch try root.findAny(reference) {
        case .run(let folder): _ = try folder.root.moveToTrash(folder)
        case .batch(let folder): _ = try folder.root.moveToTrash(folder)
        case .survey(let folder): _ = try folder.root.moveToTrash(folder)
        }
    }

    @Test("A run goes to the trash with all that it holds, and last points at the newest that remains")
    func moved() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        let folders = try (1...3).map { _ in try root.create(spec()) }
        try Data("mine".utf8).write(to: URL(fileURLWithPath: folders[2].file("own.txt")))
        let target = try root.moveToTrash(folders[2])
        #expect(target == "\(root.path)/.trash/linear-code-3")
        #expect(try String(contentsOfFile: "\(target)/own.txt", encoding: .utf8) == "mine")
        #expect(last(root) == "linear-code-2")
        _ = try root.moveToTrash(folders[0])
        #expect(last(root) == "linear-code-2")
        #expect(try RunTable(root).rows.map(\.id) == ["linear-code-2"])
        // The number of a deleted run is not given again.
        #expect(try root.create(spec()).id == "linear-code-4")
        // The same name again: the first one in the trash is kept.
        try FileManager.default.moveItem(atPath: "\(root.path)/linear-code-4", toPath: folders[2].path)
        #expect(try root.moveToTrash(folders[2]) == "\(root.path)/.trash/linear-code-3.2")
        _ = try root.moveToTrash(folders[1])
        #expect(root.trash() == ["linear-code-1", "linear-code-2", "linear-code-3", "linear-code-3.2"])
        #expect(rename(target, folders[2].path) == 0)
        #expect(try folders[2].spec() == spec())
        try root.emptyTrash()
        #expect(root.trash().isEmpty && !FileManager.default.fileExists(atPath: root.trashPath))
    }

    @Test("What is being trained is not moved: a run, a batch with such a run, a survey with one")
    func held() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        let run = try root.create(spec())
        let batch = try root.createBatch(spec(), seeds: [1, 2])
        try FileManager.default.createDirectory(atPath: batch.run(seed: 2).path, withIntermediateDirectories: false)
        let survey = try root.createSurvey("ladder")
        let inner = try survey.runs.create(spec())
        let cases: [(held: String, folders: [any StoredFolder])] = [
            (run.path, [run]), (batch.run(seed: 2).path, [batch, batch.run(seed: 2)]), (inner.path, [survey, inner]),
        ]
        for (held, folders) in cases {
            do {
                let lock = try FolderLock(held)
                defer { withExtendedLifetime(lock) {} }
                for folder in folders {
                    let error = #expect(throws: RunError.self) { try folder.root.moveToTrash(folder) }
                    #expect(error?.place == held && error?.problem.contains("still being trained") == true)
                    #expect(FileManager.default.fileExists(atPath: folder.path))
                }
            }
            for folder in folders.reversed() {
                #expect(throws: Never.self) { try folder.root.moveToTrash(folder) }
            }
        }
    }

    @Test("A batch that is being carried out stays, between two of its runs, too; a trash that is a link is refused")
    func inUse() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot("\(temporary.path)/runs")
        let batch = try root.createBatch(spec(), seeds: [1, 2])
        try FileManager.default.createDirectory(atPath: batch.run(seed: 2).path, withIntermediateDirectories: false)
        do {
            let lock = try #require(ContainerLock(batch.path, .exclusive))
            defer { withExtendedLifetime(lock) {} }
            #expect(throws: RunError.self) { try root.moveToTrash(batch) }
            #expect(throws: RunError.self) { try root.moveToTrash(batch.run(seed: 2)) }
        }
        let outside = temporary.path("outside")
        try FileManager.default.createDirectory(atPath: outside, withIntermediateDirectories: false)
        try Data("keep".utf8).write(to: URL(fileURLWithPath: "\(outside)/thesis.txt"))
        #expect(symlink(outside, root.trashPath) == 0)
        #expect(throws: RunError.self) { try root.moveToTrash(batch) }
        #expect(throws: RunError.self) { try root.emptyTrash() }
        #expect(FileManager.default.fileExists(atPath: "\(outside)/thesis.txt"))
        unlink(root.trashPath)
        #expect(throws: Never.self) { try root.moveToTrash(batch) }
    }

    @Test("What lies in a trash is deleted already, and a trash is no run, under whatever name")
    func inTheTrash() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path("runs"))
        let run = try root.create(spec())
        let target = try root.moveToTrash(run)
        let batch = try root.createBatch(spec(), seeds: [1])
        try FileManager.default.createDirectory(atPath: batch.run(seed: 1).path, withIntermediateDirectories: false)
        try batch.run(seed: 1).begin(spec())
        let inner = try root.moveToTrash(batch) + "/1"
        #expect(symlink(".trash", "\(root.path)/bin") == 0)
        for reference in [target, inner, "\(root.path)/bin/linear-code-1"] {
            let error = #expect(throws: RunError.self, "\(reference)") { try delete(reference, in: root) }
            #expect(error?.problem.contains("is deleted already") == true)
        }
        #expect(throws: RunError.self) { try root.findAny(".trash") }
        try Data("name: x".utf8).write(to: URL(fileURLWithPath: "\(root.trashPath)/spec.yaml"))
        let error = #expect(throws: RunError.self) { try delete(".trash", in: root) }
        #expect(error?.problem.contains("this is the trash itself") == true)
        #expect(root.trash() == ["linear-code-1", "linear-code-2", "spec.yaml"])
        #expect(try root.listed().isEmpty)
    }

    @Test("A survey with a trash of its own goes to the trash whole, and the trash is emptied with all that it holds")
    func trashInTrash() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path("runs"))
        let survey = try root.createSurvey("ladder")
        _ = try survey.runs.moveToTrash(survey.runs.create(spec()))
        let target = try root.moveToTrash(survey)
        #expect(FileManager.default.fileExists(atPath: "\(target)/runs/.trash/linear-code-1/spec.yaml"))
        try root.emptyTrash()
        #expect(root.trash().isEmpty)
    }

    @Test("A run that is being written, and a batch that is being carried out, can be given tags and notes")
    func notesMeanwhile() throws {
        let temporary = try TemporaryFolder()
        let root = RunRoot(temporary.path)
        let run = try root.create(spec())
        let batch = try root.createBatch(spec(), seeds: [1, 2])
        let own = try FolderLock(run.path)
        let carriedOut = try #require(ContainerLock(batch.path, .exclusive))
        defer { withExtendedLifetime((own, carriedOut)) {} }
        for folder in [run, batch] as [any StoredFolder] {
            try folder.changeNotes {
                try $0.add(["meanwhile"])
                try $0.replace(note: "why")
            }
            #expect(try folder.notes().tags == ["meanwhile"] && folder.notes().note == "why")
        }
    }

    @Test("Tags and notes are bounded in bytes, too, and hold nothing that cannot be seen")
    func bytes() throws {
        var notes = RunNotes()
        let marks = "e" + String(repeating: "\u{301}", count: 200)
        #expect(marks.count == 1)
        for tag in [marks, "a\u{200d}", "a\u{202e}b", "a\u{e0041}", "\u{301}", "a\u{ad}b", "a\u{20dd}"] {
            let error = #expect(throws: RunError.self, "\(tag.debugDescription)") { try notes.add([tag]) }
            #expect((error?.place.utf8.count ?? 0) < 400)
        }
        let long = marks + String(repeating: "x", count: 10_000)
        let error = #expect(throws: RunError.self) { try notes.remove([String(repeating: marks, count: 1000)]) }
        #expect((error?.place.utf8.count ?? 0) < 400)
        #expect(throws: RunError.self) { try notes.replace(note: long) }
        #expect(throws: RunError.self) { try notes.replace(note: String(repeating: marks, count: 9000)) }
        try notes.replace(note: String(repeating: "ü", count: 10_000))
        try notes.add([String(repeating: "ü", count: 64), "日本語", "संस्कृत", "v1.2_b:c/d+e@f"])
        #expect(notes.tags.count == 4)
    }

    @Test("A tag is the same in every encoding of its letters, and kept in the composed one")
    func unicodeTags() throws {
        let temporary = try TemporaryFolder()
        let folder = try RunRoot(temporary.path).create(spec())
        let (composed, decomposed) = ("caf\u{e9}", "cafe\u{301}")
        try folder.changeNotes { try $0.add([decomposed]) }
        try folder.changeNotes { try $0.add([composed]) }
        #expect(try folder.notes().tags.map { Array($0.utf8) } == [Array(composed.utf8)])
        for tag in [composed, decomposed] {
            #expect(try RunTable(folder.root, query: RunQuery("tags=\(tag)")).rows.count == 1)
            #expect(try RunTable(folder.root, query: RunQuery("tags!=\(tag)")).rows.isEmpty)
        }
        try folder.changeNotes { try $0.remove([decomposed]) }
        #expect(try folder.notes().tags.isEmpty)
    }

    @Test("Tags are a sorted set; what is no tag, or is not there, is refused")
    func tags() throws {
        let temporary = try TemporaryFolder()
        let folder = try RunRoot(temporary.path).create(spec())
        #expect(try folder.notes() == RunNotes())
        #expect(try folder.changeNotes { try $0.add(["b", "a", "b"]) }.tags == ["a", "b"])
        #expect(try folder.changeNotes { try $0.replace(note: "why") }.tags == ["a", "b"])
        #expect(try folder.changeNotes { try $0.remove(["a"]) }.tags == ["b"])
        #expect(try folder.notes().note == "why")
        for tag in ["", "two words", "a,b", "a\nb", "'", "\u{7}", String(repeating: "x", count: 65)] {
            #expect(throws: RunError.self, "\(tag.debugDescription)") {
                try folder.changeNotes { try $0.add(["c", tag]) }
            }
        }
        #expect(throws: RunError.self) { try folder.changeNotes { try $0.remove(["a"]) } }
        #expect(throws: RunError.self) { try folder.changeNotes { try $0.add((1...64).map { "t\($0)" }) } }
        #expect(throws: RunError.self) {
            try folder.changeNotes { try $0.replace(note: String(repeating: "x", count: 10_001)) }
        }
        #expect(try folder.notes().tags == ["b"])
        for text in ["{", #"{"tags": ["a b"], "note": ""}"#, #"{"tags": 1, "note": ""}"#] {
            try Data(text.utf8).write(to: URL(fileURLWithPath: folder.file(RunNotes.name)))
            let error = #expect(throws: RunError.self) { try folder.notes() }
            #expect(error?.place.hasPrefix(folder.file(RunNotes.name)) == true)
        }
    }

    @Test("Tags that several processes or threads give at once are all kept")
    func together() async throws {
        let temporary = try TemporaryFolder()
        let folder = try RunRoot(temporary.path).create(spec())
        try await withThrowingTaskGroup { group in
            for number in 1...20 {
                group.addTask { _ = try folder.changeNotes { try $0.add(["tag-\(number)"]) } }
            }
            try await group.waitForAll()
        }
        #expect(try folder.notes().tags.count == 20)
    }
}
