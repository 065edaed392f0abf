internal import Foundation
internal import RunStore

extension RunFolder {
    /// Whether a file lies in a folder, once all links are followed.
    static func isInside(_ path: String, _ folder: String) -> Bool {
        guard let path = realpath(path, nil), let folder = realpath(folder, nil) else { return false }
        defer {
            free(path)
            free(folder)
        }
        return String(cString: path).hasPrefix(String(cString: folder) + "/")
    }
}
