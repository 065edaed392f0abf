internal import Foundation
internal import Page

/// The files of the page, which the program carries inside.
enum PageFile {
    private static let types = [
        "css": "text/css; charset=utf-8", "html": "text/html; charset=utf-8", "js": "text/javascript; charset=utf-8",
        "json": "application/json", "svg": "image/svg+xml",
    ]

    private static let all: [String: Data] = {
        var files: [String: Data] = [:]
        var index = 0
        while let file = heaviside_page_file_at(index)?.pointee {
            files[String(cString: file.name)] = Data(bytes: file.bytes, count: file.count)
            index += 1
        }
        return files
    }()

    /// The paths of all files.
    static var names: [String] { all.keys.sorted() }

    /// The bytes of a file.
    ///
    /// - Throws: ``EngineProblem`` where there is none.
    static func bytes(_ name: String) throws(EngineProblem) -> Data {
        guard let bytes = all[name] else {
            throw EngineProblem(404, "file", "the page has no file \(name.prefix(80))", expected: "one that it names")
        }
        return bytes
    }

    /// A file by its path.
    ///
    /// - Throws: ``EngineProblem`` where there is none.
    static func answer(_ name: String) throws(EngineProblem) -> EngineAnswer {
        let ending = name.split(separator: ".").last.map(String.init) ?? ""
        return EngineAnswer(try bytes(name), type: types[ending] ?? "application/octet-stream")
    }
}
