import Foundation

/// The process that a lock file names.
struct LockHolder: CustomStringConvertible {
    let host: String
    let process: pid_t

    /// This process.
    static var current: LockHolder { LockHolder(host: ProcessInfo.processInfo.hostName, process: getpid()) }

    private init(host: String, process: pid_t) { (self.host, self.process) = (host, process) }

    /// Reads the holder from an open file; nil where it names none.
    init?(descriptor: CInt) {
        var bytes = [UInt8](repeating: 0, count: 512)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        guard count > 0 else { return nil }
        let words = String(decoding: bytes[..<count], as: UTF8.self).split(whereSeparator: \.isWhitespace)
        guard words.count == 2, let process = pid_t(words[1]), process > 0 else { return nil }
        self.init(host: String(words[0]), process: process)
    }

    /// Writes the holder into an open file, in place of what it holds.
    func write(descriptor: CInt) {
        let text = "\(host) \(process)\n"
        _ = ftruncate(descriptor, 0)
        _ = text.withCString { pwrite(descriptor, $0, strlen($0), 0) }
    }

    /// Whether the process may still run; one of another machine always may.
    var mayBeAlive: Bool { host != Self.current.host || kill(process, 0) == 0 || errno == EPERM }

    var description: String { "process \(process) on \(host)" }
}
