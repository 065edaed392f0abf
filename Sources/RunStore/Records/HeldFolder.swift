internal import Diagnostics
import Foundation

/// The folder that a process writes in, known by its device and its number wherever it is moved.
///
/// Whoever is about to write in it asks ``check()`` first, so that nothing is written into another folder of the same
/// name, and a folder that was deleted is not made again.
final class HeldFolder: Sendable {
    private let path: String
    private let descriptor: CInt
    /// A file without which the folder is none of its kind; nil where there is none such.
    private let mark: String?

    /// Opens the folder at a path; nil where there is none that can be opened.
    ///
    /// - Parameters:
    ///   - path: the folder.
    ///   - mark: a file that it must keep, where it has it now: who deletes a folder may come to that file only.
    init?(_ path: String, keeping mark: String? = nil) {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        (descriptor, self.path) = (folder, path)
        self.mark = mark.flatMap { faccessat(folder, $0, F_OK, 0) == 0 ? $0 : nil }
        if descriptor < 0 { return nil }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Refuses to go on where the folder no longer is where it was.
    ///
    /// - Throws: ``LostFolder``, which says what became of it.
    func check() throws(LostFolder) {
        var (own, named) = (stat(), stat())
        guard fstat(descriptor, &own) == 0 else { return }
        func isOwn(_ path: String) -> Bool {
            stat(path, &named) == 0 && named.st_ino == own.st_ino && named.st_dev == own.st_dev
        }
        guard !isOwn(path) else {
            guard let mark, faccessat(descriptor, mark, F_OK, 0) != 0, errno == ENOENT else { return }
            throw LostFolder(path: path, present: path, isReplaced: false, mark: mark)
        }
        let isReplaced = stat(path, &named) == 0
        throw LostFolder(
            path: path, present: presentPath.flatMap { isOwn($0) ? $0 : nil }, isReplaced: isReplaced)
    }

    /// Removes a file of the folder, wherever the folder is, where it is the one that is open.
    func remove(_ name: String, openAs file: CInt) {
        var (own, named) = (stat(), stat())
        guard fstat(file, &own) == 0, fstatat(descriptor, name, &named, AT_SYMLINK_NOFOLLOW) == 0,
            own.st_ino == named.st_ino, own.st_dev == named.st_dev
        else { return }
        unlinkat(descriptor, name, 0)
    }

    /// The path that the system knows the open folder by.
    private var presentPath: String? {
        var bytes = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        #if canImport(Darwin)
        guard fcntl(descriptor, F_GETPATH, &bytes) == 0 else { return nil }
        #else
        guard readlink("/proc/self/fd/\(descriptor)", &bytes, bytes.count - 1) > 0 else { return nil }
        #endif
        return String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

/// The folder of a run, a batch or a survey was moved or deleted while a process wrote in it.
struct LostFolder: InputError, Hashable {
    /// Where it was.
    let path: String
    /// Where it is now; nil where it was deleted.
    let present: String?
    /// Whether another folder, or a file, has its name now.
    let isReplaced: Bool
    /// The file without which the folder is none of its kind, where that was deleted; nil where the folder is gone.
    var mark: String?
    /// What of it is kept, and how it goes on; empty where there is nothing to say.
    var kept = ""

    var place: String { path }

    var problem: String {
        if let mark {
            return
                "\(mark) was deleted while the folder was written, so that nothing more is written: what is left "
                + "is no longer a run"
        }
        let what = present.map { "the folder was moved to \($0)" } ?? "the folder was deleted"
        return "\(what) while it was written, so that nothing more is written"
            + (isReplaced ? ", and another one has its name now, which was left as it is" : "")
            + (kept.isEmpty ? "" : "; \(kept)")
    }
}
