import Exchange
import Experiments
import Foundation

/// A spec that a command is given as the path of a file, or as - for standard input.
struct SpecFile {
    /// The text.
    let yaml: String
    /// What messages call it.
    let source: String
    /// Where its relative paths begin.
    let folder: String

    /// Reads the text.
    ///
    /// - Throws: where it cannot be read, is too long, or is no YAML text.
    init(_ path: String) throws {
        let (bytes, source) = try InputFile.read(path, limit: path == "-" ? Self.maximumSize : AtomicFile.readLimit)
        guard bytes.count <= Self.maximumSize else {
            throw SpecError(source: source, key: "", problem: "too long: expected a spec of at most 1 MiB")
        }
        if let format = ForeignFormat(bytes), format != .json {
            throw SpecError(source: source, key: "", problem: "it is \(format.name): expected YAML text")
        }
        guard let yaml = String(validating: bytes, as: UTF8.self) else {
            throw SpecError(source: source, key: "", problem: "not UTF-8: expected YAML text")
        }
        (self.yaml, self.source) = (yaml, source)
        folder = path == "-" ? "." : URL(fileURLWithPath: path).deletingLastPathComponent().path
    }

    private static let maximumSize = 1 << 20
}
