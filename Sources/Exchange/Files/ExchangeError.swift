public import Diagnostics
internal import Foundation

/// The reason why a file could not be read, written or decoded.
///
/// Every reader and writer of this module throws this type and no other. Its parts say what went wrong, where, and what
/// would have been right; `description` joins them into one line for a terminal.
public struct ExchangeError: InputError, Hashable {
    /// The file, as the caller named it, or a description of a source that is not a file.
    public let path: String

    /// The place inside the source, such as `header byte 17` or `row 3, column 2`; nil when the whole source is at
    /// fault.
    ///
    /// A header byte is counted from zero at the first character of the header text, after any length prefix.
    public let location: String?

    /// What was found.
    public let problem: String

    /// What would have been accepted.
    public let expected: String?

    /// The file and the place inside it.
    public var place: String { location.map { "\(path): \($0)" } ?? path }

    /// Creates an error from its four parts.
    public init(path: String, location: String?, problem: String, expected: String) {
        self.path = path
        self.location = location
        self.problem = problem
        self.expected = expected
    }

    /// The error on one line, in the form `path: location: problem; expected …`.
    ///
    /// Control characters, line separators and bidirectional marks, which a hostile file can put into a name, are
    /// written as `\u{…}`, so that the text stays on one line and cannot control a terminal.
    public var description: String {
        "\(place): \(problem)\(expected.map { "; expected \($0)" } ?? "")".printable
    }
}

extension ExchangeError {
    /// The same error, its place inside a part of the file, such as `member "x.npy"`.
    func inside(_ part: String) -> ExchangeError {
        ExchangeError(
            path: path, location: location.map { "\(part), \($0)" } ?? part, problem: problem,
            expected: expected ?? "")
    }

    /// An error of the operating system, with the text and number of `errno`.
    static func system(path: String, action: String, code: CInt, expected: String) -> ExchangeError {
        let text = String(cString: strerror(code))
        return ExchangeError(
            path: path, location: nil, problem: "cannot \(action): \(text) (errno \(code))", expected: expected)
    }

    /// Puts text from a file between double quotes, cut to 80 scalars.
    static func quote(_ text: String) -> String {
        let limit = 80
        let scalars = text.unicodeScalars
        guard let end = scalars.index(scalars.startIndex, offsetBy: limit, limitedBy: scalars.endIndex),
            end != scalars.endIndex
        else { return "\"\(text)\"" }
        return "\"\(String(scalars[..<end]))…\""
    }
}
