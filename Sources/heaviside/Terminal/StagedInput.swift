import Exchange
import Foundation

/// Standard input as a file, for formats that are not read from the beginning to the end.
enum StagedInput {
    /// The most that is taken, in bytes.
    private static let limit = 256 << 20

    /// Calls `body` with the path of a file that holds standard input, and with what messages call it. The name of the
    /// file is that of its format, such as data.csv.
    ///
    /// - Throws: `ExchangeError` where standard input is too long or is no data, which names standard input; what
    ///   `body` throws.
    static func read<Value>(_ body: (_ path: String, _ name: String) throws -> Value) throws -> Value {
        let name = "standard input"
        let bytes = try StandardInput.read(limit: limit)
        guard bytes.count <= limit else {
            throw ExchangeError(
                path: name, location: nil, problem: "it has more than 256 MiB", expected: "the name of a file")
        }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("heaviside-\(UUID().uuidString)")
            .path
        try Folder.make(folder)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        do {
            let plain = "\(folder)/data"
            try AtomicFile.write(bytes, to: plain)
            let path = "\(plain).\(try DataFile(plain).format.rawValue)"
            try FileManager.default.moveItem(atPath: plain, toPath: path)
            return try body(path, name)
        } catch let error as ExchangeError {
            throw ExchangeError(
                path: name, location: error.location, problem: error.problem, expected: error.expected ?? "")
        }
    }
}
