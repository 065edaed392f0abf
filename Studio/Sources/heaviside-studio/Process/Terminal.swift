#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Lines for whoever started the program, written at once.
enum Terminal {
    /// A line on standard output.
    static func say(_ line: String) { put(line, on: STDOUT_FILENO) }

    /// A line on standard error, without control characters.
    static func warn(_ line: String) {
        let plain = String(String.UnicodeScalarView(line.unicodeScalars.map { $0.value < 32 ? " " : $0 }))
        put(plain, on: STDERR_FILENO)
    }

    private static func put(_ line: String, on descriptor: CInt) {
        var rest = Array((line + "\n").utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 || errno == EINTR else { return }
            rest = rest.dropFirst(max(count, 0))
        }
    }
}
