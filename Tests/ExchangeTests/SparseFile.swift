import Foundation

/// Large files that take no room on the disk.
enum SparseFile {
    /// Lengthens a file by zeros that are not written.
    static func extend(_ path: String, to size: Int) -> Bool {
        truncate(path, off_t(size)) == 0
    }
}
