internal import Diagnostics
internal import Exchange
internal import Foundation

/// Lessons of a teacher's own: files NAME.json of a folder.
struct LessonFolder: Sendable {
    let path: String

    private static let ending = ".json"
    /// The largest file that is read: 1 MiB.
    private static let largest = 1 << 20

    /// The names of the lessons, in order; none where the folder cannot be read.
    var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [])
            .filter { $0.hasSuffix(Self.ending) && !$0.hasPrefix(".") }.map { String($0.dropLast(Self.ending.count)) }
            .sorted()
    }

    /// A lesson in the list.
    struct Listed: Encodable {
        let name: String
        let title: String
    }

    /// The lessons with their titles; one that cannot be read has its name for a title.
    var list: [Listed] {
        names.map { name in
            let lesson = (try? bytes(of: name)).flatMap { try? JSONDecoder().decode(JSONValue.self, from: $0) }
            return Listed(name: name, title: lesson?["title"]?.text ?? name)
        }
    }

    /// The file of a lesson.
    ///
    /// - Throws: ``EngineProblem`` where there is none, and for a file that is no JSON or too long.
    func bytes(of name: String) throws(EngineProblem) -> Data {
        guard names.contains(name) else {
            throw EngineProblem(
                404, "name", "there is no lesson \(name.prefix(80))",
                expected: names.isEmpty ? "a file NAME.json in \(path)" : "one of \(names.joined(separator: ", "))")
        }
        let file = "\(path)/\(name)\(Self.ending)"
        let bytes: Data
        do {
            bytes = Data(try AtomicFile.read(file, limit: Self.largest))
        } catch {
            throw EngineProblem(422, file, ErrorText.sentence(error))
        }
        do throws(JSONProblem) {
            _ = try JSONProblem.decode(JSONValue.self, from: Array(bytes))
        } catch {
            throw EngineProblem(422, file, error.description)
        }
        return bytes
    }
}
