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
    /// When the file, its name or its permissions were last changed, in nanoseconds since 1970; no program can set it.
    private let changed: Int64

    /// Looks at a file; nil where there is none, and where a link leads nowhere.
    init?(_ path: String, followingLinks: Bool = true) {
        var status = stat()
        guard (followingLinks ? stat(path, &status) : lstat(path, &status)) == 0 else { return nil }
        func nanoseconds(_ time: timespec) -> Int64 { Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec) }
        modified = nanoseconds(status.st_mtim)
        changed = nanoseconds(status.st_ctim)
        isFolder = status.st_mode & S_IFMT == S_IFDIR
        isRegular = status.st_mode & S_IFMT == S_IFREG
        isLink = status.st_mode & S_IFMT == S_IFLNK
        size = Int64(status.st_size)
        identity = Identity(
            device: UInt64(truncatingIfNeeded: status.st_dev), number: UInt64(truncatingIfNeeded: status.st_ino))
    }

    /// The state in words, without a line break: where it is the same, the file holds the same bytes.
    var text: String { "\(identity.device) \(identity.number) \(size) \(modified) \(changed)" }

    /// Mixes the state into a hash (FNV-1a, word by word).
    func mix(into hash: inout UInt64) {
        for word in [UInt64(bitPattern: modified), UInt64(bitPattern: size), identity.number] {
            hash = (hash ^ word) &* 0x100_0000_01b3
            hash ^= hash >> 32
        }
    }
}
