import Foundation

/// The size, the time and the identity of a file: where none of them has changed, the file has not.
struct FileState {
    /// When the file was last changed, in nanoseconds since 1970.
    let modified: Int64
    /// Whether it is a folder.
    let isFolder: Bool
    private let size: Int64
    private let number: UInt64

    /// Looks at a file; nil where there is none.
    init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        modified = Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec)
        isFolder = status.st_mode & S_IFMT == S_IFDIR
        size = Int64(status.st_size)
        number = UInt64(status.st_ino)
    }

    /// Mixes the state into a hash (FNV-1a, word by word).
    func mix(into hash: inout UInt64) {
        for word in [UInt64(bitPattern: modified), UInt64(bitPattern: size), number] {
            hash = (hash ^ word) &* 0x100_0000_01b3
            hash ^= hash >> 32
        }
    }
}
