import Diagnostics
import Foundation

/// A line that a rival printed.
enum WorkerAnswer: Sendable, Hashable {
    /// It is ready to compute multiples of so many epochs.
    case ready(multiple: Int, versions: [String: String])
    case measured(Measurement)
    /// It lacks something that can be installed.
    case missing(String)
    /// It cannot do what it was asked.
    case error(String)
    /// Not an answer at all; the text is cut to fit in a message.
    case rubbish(String)

    /// More seconds than any measurement takes: a larger number must be in another unit.
    private static let longest = 1e6

    private struct Fields: Decodable {
        let program: String?
        let versions: [String: String]?
        let multiple: Int?
        let seconds: Double?
        let loss: Double?
        let missing: String?
        let error: String?
    }

    /// Parses a line.
    init(_ line: [UInt8]) {
        guard line.count <= 65_536, let fields = try? JSONDecoder().decode(Fields.self, from: Data(line)) else {
            self = .rubbish(Self.quoted(line))
            return
        }
        if let missing = fields.missing {
            self = .missing(Self.printable(missing))
        } else if let error = fields.error {
            self = .error(Self.printable(error))
        } else if let seconds = fields.seconds, let loss = fields.loss, (0...Self.longest).contains(seconds),
            loss.isFinite
        {
            self = .measured(Measurement(seconds: seconds, loss: loss))
        } else if fields.program != nil, fields.seconds == nil, (1...1_000_000).contains(fields.multiple ?? 1) {
            var versions: [String: String] = [:]
            for (key, value) in fields.versions ?? [:] { versions[Self.printable(key)] = Self.printable(value) }
            self = .ready(multiple: fields.multiple ?? 1, versions: versions)
        } else {
            self = .rubbish(Self.quoted(line))
        }
    }

    /// The text on one line, at most 200 characters of it.
    static func printable(_ text: String) -> String {
        let cut = text.prefix(200)
        return String(cut).trimmingCharacters(in: .whitespacesAndNewlines).printable
            + (cut.endIndex < text.endIndex ? "…" : "")
    }

    static func quoted(_ line: [UInt8]) -> String {
        "\"\(printable(String(decoding: line.prefix(1000), as: UTF8.self)))\" instead of an answer"
    }
}
