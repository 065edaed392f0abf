import Foundation
import Testing

@testable import LiveRuns

@Suite("Lessons of a teacher's own")
struct LessonFolderTests {
    @Test(
        "A damaged file is refused with the line and the column",
        arguments: [
            ("{\n  \"title\": \"own\",\n  \"steps\": [}\n}", "line 3, column 13"),
            ("{\"title\": }", "line 1, column 11"),
            ("{\"title\": \"own\"", "line 1, column 16"),
            ("", "it is empty"),
        ])
    func damaged(text: String, place: String) throws {
        let path = NSTemporaryDirectory() + "lessons-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/own.json"))
        let problem = #expect(throws: EngineProblem.self) { _ = try LessonFolder(path: path).bytes(of: "own") }
        #expect(problem?.status == 422)
        #expect(problem?.place == "\(path)/own.json")
        #expect(problem?.problem.contains(place) == true, "\(problem?.problem ?? "")")
        #expect(problem?.problem.hasPrefix("not JSON: ") == true, "\(problem?.problem ?? "")")
    }
}
