import Foundation

/// The size, the time and the identity of a file: where none of them has changed, the file has not.
struct FileState {
    /// What a file is, under whatever name: its device and its number there.
    struct Identity: Hashable {
        let device: UInt64
        let number: UInt64
    }

    /// When the file was last changed, in nanoseconds since 1970.
    let modified: Int64
    /// Whether it is a folder.
    let isFolder: Bool
    /// Whether it is a file that holds bytes: no folder, link, pipe or device.
    let isRegular: Bool
    /// Whether it is a link; false where links are followed.
    let isLink: Bool
    /// What the file is, under whatever name.
    let identity: Identity
    private let size: Int64

    /// Looks at a file; nil where there is none, and where a link leads nowhere.
    init?(_ path: String, followingLinks: Bool = true) {
        var status = stat()
        guard (followingLinks ? stat(path, &status) : lstat(path, &status)) == 0 else { return nil }
        modified = Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec)
        isFolder = status.st_mode & S_IFMT == S_IFDIR
        isRegular = status.st_mode & S_IFMT == S_IFREG
        isLink = status.st_mode & S_IFMT == S_IFLNK
        size = Int64(status.st_size)
        identity = Identity(
            device: UInt64(truncatingIfNeeded: status.st_dev), number: UInt64(truncatingIfNeeded: status.st_ino))
    }

    /// Mixes the state into a hash (FNV-1a, word by word).
    func mix(into hash: inout UInt64) {
        for word in [UInt64(bitPattern: modified), UInt64(bitPattern: size), identity.number] {
            hash = (hash ^ word) &* 0x100_0000_01b3
            hash ^= hash >> 32
        }
    }
}
