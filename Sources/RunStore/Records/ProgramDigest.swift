internal import Exchange
import Foundation

/// SHA-256 of the program's file, which every run records.
///
/// Of a program of 70 MB it takes longer than a short run. So it is kept in a file of the user's cache, a line for each
/// program: the device, the number, the size and the times of the program's file, then the digest, and the first digits
/// of the line's own, so that a damaged line is recognised. A program that is built anew, or copied, has another number
/// or another time, and is read again.
enum ProgramDigest {
    /// More programs than this are not kept; the one that was kept first goes first.
    private static let mostPrograms = 16

    /// The file of the user's cache, `~/.cache/heaviside/programs` unless the environment names another folder for
    /// caches; nil where there is no such folder, as for a user without a home.
    static var cachePath: String? {
        func folder(_ name: String) -> String? {
            getenv(name).map { String(cString: $0) }
                .flatMap { $0.hasPrefix("/") && FileState($0)?.isFolder == true ? $0 : nil }
        }
        let cache = folder("XDG_CACHE_HOME") ?? folder("HOME").map { "\($0)/.cache" }
        return cache.map { "\($0)/heaviside/programs" }
    }

    /// The digest of a program.
    ///
    /// - Parameters:
    ///   - path: the program's file.
    ///   - cache: where digests are kept; a file that cannot be read or written is done without.
    /// - Returns: 64 hexadecimal digits; nil where the program cannot be read.
    static func sha256(ofFile path: String, cache: String?) -> String? {
        guard let cache, let state = FileState(path)?.text else { return SHA256Digest.hexadecimal(ofFile: path) }
        let known = entries(of: cache)
        if let entry = known.last(where: { $0.state == state }) { return entry.digest }
        guard let digest = SHA256Digest.hexadecimal(ofFile: path) else { return nil }
        // One that was changed while it was read is not kept.
        if FileState(path)?.text == state {
            keep(known.suffix(mostPrograms - 1) + [Entry(state: state, digest: digest)], in: cache)
        }
        return digest
    }

    private struct Entry {
        let state: String
        let digest: String

        var line: String { "\(state) \(digest) \(check)" }

        private var check: String {
            let own = SHA256Digest()
            own.update("\(state) \(digest)")
            return String(own.hexadecimal().prefix(16))
        }
    }

    /// The whole lines of the cache.
    private static func entries(of cache: String) -> [Entry] {
        let bytes = (try? AtomicFile.read(cache, limit: 1 << 16)) ?? []
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ", omittingEmptySubsequences: false)
            guard words.count == 7 else { return nil }
            let entry = Entry(state: words[..<5].joined(separator: " "), digest: String(words[5]))
            return entry.line == line ? entry : nil
        }
    }

    private static func keep(_ entries: [Entry], in cache: String) {
        do {
            try Folder.make(PathParts.folder(cache))
            try AtomicFile.write(Array(entries.map { "\($0.line)\n" }.joined().utf8), to: cache)
        } catch {
            // It is read again the next time.
        }
    }
}
