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
            let lock = try #require(FileLock.unlessHeld(batch.file(BatchFolder.recordName), .exclusive))
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
