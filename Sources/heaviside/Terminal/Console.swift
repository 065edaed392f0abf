import Descriptions
import Diagnostics
import Foundation

/// The two streams: results go to standard output, everything else to standard error.
///
/// Names of files and texts of records may hold anything: of what is written in lines, everything that could steer a
/// terminal is spelt out.
enum Console {
    /// Writes a line of results; where standard output cannot be written, ends the program with status 1.
    static func result(_ text: String) {
        self.text((usesColor ? PrintedLine.text(text) : text.printable(keepingNewlines: true)) + "\n")
    }

    /// Writes a table for other programs: as it is, but for a terminal.
    static func table(_ text: String) {
        self.text(isatty(STDOUT_FILENO) == 1 ? text.printable(keepingNewlines: true) : text)
    }

    /// Writes results as they are; where standard output cannot be written, ends the program with status 1.
    static func text(_ text: String) {
        guard write(text, to: STDOUT_FILENO) else {
            message("error: standard output: \(String(cString: strerror(errno)))")
            ProcessGuard.end(1)
        }
    }

    /// Writes a line to standard error: an error, or what only a person at a terminal needs.
    static func message(_ text: String) {
        _ = write(text.printable(keepingNewlines: true) + "\n", to: STDERR_FILENO)
    }

    /// Writes all of `text`; false where that is not possible.
    static func write(_ text: String, to descriptor: Int32) -> Bool {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR || errno == EAGAIN { continue }
                return false
            }
            bytes = bytes.dropFirst(count)
        }
        return true
    }

    /// Writes lines of results, those longer than the terminal is wide in several.
    static func results(_ lines: [String]) { TextLines.wrapped(lines, width: width).forEach(result) }

    /// Writes an answer as JSON.
    static func json(_ answer: some Encodable) throws { text(try JSONText.text(answer) + "\n") }

    /// Whether standard error is a terminal that can redraw a line.
    static var canAnimate: Bool {
        isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    }

    /// The width of the terminal; 80 where there is none.
    static var width: Int {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// Whether standard output is a terminal that shows colours, and nothing forbids them.
    static var usesColor: Bool {
        isatty(STDOUT_FILENO) == 1 && ProcessInfo.processInfo.environment["NO_COLOR"] == nil
    }
}
