import Foundation

/// Standard input: what is piped into the program.
enum StandardInput {
    /// Why standard input cannot be read.
    struct ReadError: Error, CustomStringConvertible {
        let reason: String
        var description: String { "standard input: \(reason)" }
    }

    /// Reads to the end, or a little beyond `limit` bytes, which shows that there are too many.
    static func read(limit: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var room = [UInt8](repeating: 0, count: 65_536)
        while bytes.count <= limit {
            let count = room.withUnsafeMutableBytes { Foundation.read(STDIN_FILENO, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw ReadError(reason: String(cString: strerror(errno)))
            }
            if count == 0 { break }
            bytes += room[..<count]
        }
        return bytes
    }
}
