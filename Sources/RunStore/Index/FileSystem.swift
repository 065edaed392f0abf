internal import CSQLite
import Foundation

/// The file system that a file lies on.
struct FileSystem {
    private let type: UInt64

    /// Nil where the file cannot be reached.
    init?(of path: String) {
        #if os(Linux)
        var status = statfs()
        guard statfs(path, &status) == 0 else { return nil }
        type = UInt64(truncatingIfNeeded: status.f_type) & 0xffff_ffff
        #else
        return nil
        #endif
    }

    /// Whether it is known to lie on this machine, so that the locks of a database hold. One that is not known is
    /// taken for a network's.
    var isLocal: Bool { Self.local.contains(type) }

    /// ext2 to ext4, XFS, Btrfs, F2FS, ZFS, bcachefs, JFS, tmpfs, ramfs, overlayfs (numbers of `statfs(2)`).
    private static let local: Set<UInt64> = [
        0xef53, 0x5846_5342, 0x9123_683e, 0xf2f5_2010, 0x2fc1_2fc1, 0xca45_1a4e, 0x3153_464a, 0x0102_1994, 0x8584_58f6,
        0x794c_7630,
    ]
}
