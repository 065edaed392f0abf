internal import Foundation

/// A file of a name in a folder below the one in which it was looked for: the weights of one run of many, where those
/// of all were asked for.
public enum FileBelow {
    /// The most folders that are looked into.
    private static let most = 1000

    /// The first such file, by the names of the folders; nil where there is none.
    ///
    /// - Parameter path: the path of a file that does not exist.
    /// - Returns: its path.
    public static func find(_ path: String) -> String? {
        let (folder, name) = (PathParts.folder(path), PathParts.name(path))
        guard !folder.isEmpty, !name.isEmpty,
            let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
        else { return nil }
        return names.prefix(most).sorted { ($0.count, $0) < ($1.count, $1) }.lazy.map { "\(folder)/\($0)/\(name)" }
            .first { FileManager.default.fileExists(atPath: $0) }
    }
}
