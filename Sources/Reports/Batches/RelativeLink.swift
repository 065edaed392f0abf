internal import Foundation
internal import RunStore

/// Links from one file of this machine to another.
enum RelativeLink {
    /// The link to a file from a page at `page`: "3/report.html", "../runs/a/report.html".
    static func text(to file: String, from page: String) -> String {
        func parts(_ path: String) -> [String] {
            URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().pathComponents
        }
        let (target, origin) = (parts(file), parts(URL(fileURLWithPath: page).deletingLastPathComponent().path))
        let common = zip(target, origin).prefix { $0 == $1 }.count
        let steps = Array(repeating: "..", count: origin.count - common) + target.dropFirst(common)
        return steps.map { $0.addingPercentEncoding(withAllowedCharacters: allowed) ?? $0 }.joined(separator: "/")
    }

    /// The link to the report that a folder has; nil where it has none.
    static func toReport(of folder: some StoredFolder, from page: String) -> String? {
        let report = folder.file("report.html")
        return FileManager.default.fileExists(atPath: report) ? text(to: report, from: page) : nil
    }

    /// A colon in the first part would read as a scheme.
    private static let allowed = CharacterSet.urlPathAllowed.subtracting(CharacterSet(charactersIn: "/:;"))
}
