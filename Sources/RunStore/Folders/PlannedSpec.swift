internal import Exchange
internal import Experiments

/// The spec that the runs of a batch, or of a rung of a survey, are made from: it may not change once they have begun.
enum PlannedSpec {
    /// SHA-256 of the file of a spec, as 64 hexadecimal digits.
    ///
    /// - Throws: `ExchangeError` where the file cannot be read.
    static func sha256(_ path: String) throws -> String { sha256(of: try AtomicFile.read(path)) }

    /// SHA-256 of the bytes of such a file.
    static func sha256(of bytes: [UInt8]) -> String {
        let digest = SHA256Digest()
        digest.update(bytes)
        return digest.hexadecimal()
    }

    /// Refuses a file that is not the one whose digest was written down.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - digest: its digest; nil where it was written by an older version, which knew none.
    ///   - kind: what the spec belongs to, in words.
    /// - Throws: ``RunError`` where it is another one.
    static func check(_ path: String, is digest: String?, of kind: String) throws {
        guard let digest, try sha256(path) != digest else { return }
        throw RunError(
            place: path,
            problem: "it was changed after the \(kind) began, so that its runs would have two recipes: restore it, or "
                + "start a new \(kind)")
    }

    /// Refuses a run that was trained by another spec than the planned one, but for what is recorded.
    ///
    /// - Parameters:
    ///   - folder: the run, which has begun.
    ///   - planned: the spec with the run's seed.
    ///   - source: the planned spec's file.
    /// - Throws: ``RunError`` where it was, and what reading its spec throws.
    static func check(_ folder: RunFolder, has planned: Spec, from source: String) throws {
        let differences = try folder.spec().differences(from: RunFolder.kept(planned))
            .filter { $0.key != "record" && !$0.key.hasPrefix("record.") }
        guard !differences.isEmpty else { return }
        let list = differences.map { "\($0.key) is \($0.first ?? "absent") there and \($0.second ?? "absent") here" }
        throw RunError(
            place: folder.specPath,
            problem:
                "it is not the spec of \(source): \(list.joined(separator: "; ")); restore the one that was changed, "
                + "or move the run's folder away, and it is trained anew")
    }
}
