import ArgumentParser
import Diagnostics
import Experiments

/// Help with its examples first.
///
/// A command's usage is written as two examples, an empty line, and the synopsis where there is one; the parser's own
/// help would bury them below the overview.
enum HelpText {
    /// What `heaviside help spec KEY` and `heaviside help sweep KEY` print; nil for other arguments.
    ///
    /// - Throws: `ValidationError` for an unknown key, with the nearest one.
    static func key(for arguments: some Sequence<String>) throws -> String? {
        let words = Array(arguments)
        if words.count == 3, words.starts(with: ["help", "sweep"]),
            let reference = SpecReference(.sweep, of: words[2])
        {
            return reference.text(width: min(Console.width, 100))
        }
        guard words.count == 3, words.starts(with: ["help", "spec"]), !words[2].hasPrefix("-") else { return nil }
        guard let reference = SpecReference(.spec, of: words[2]) else {
            let parts = SpecKeys.spec.children(of: "")
            let near =
                SpecKeys.spec.paths(meant: words[2]).first
                ?? NearestName.find(
                    words[2], among: SpecKeys.spec.all.map(\.name))
            throw ValidationError(
                "help spec \(String(words[2].prefix(80))): a spec has no such key; "
                    + (near.map { "did you mean \"\($0)\"? (" } ?? "") + "its parts are "
                    + parts.joined(separator: ", ") + (near == nil ? "" : ")"))
        }
        return reference.text(width: min(Console.width, 100))
    }

    /// What follows the help that `arguments` ask for: after `help spec` and `help sweep` the reference of
    /// the keys.
    static func reference(for arguments: some Sequence<String>) -> String {
        let width = min(Console.width, 100)
        return switch Array(arguments) {
        case ["help", "spec"]: "\n\nKEYS OF A SPEC:\n\n" + SpecReference(.spec).text(width: width)
        case ["help", "sweep"]: "\n\nKEYS OF A SWEEP:\n\n" + SpecReference(.sweep).text(width: width)
        default: ""
        }
    }

    /// `help` with the examples of its usage moved to the top; unchanged where it has none.
    static func examplesFirst(_ help: String) -> String {
        let lines = help.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let begin = lines.firstIndex(where: { $0.hasPrefix("USAGE: ") }) else { return help }
        let end = lines[begin...].firstIndex { $0.isEmpty } ?? lines.endIndex
        var examples = Array(lines[begin..<end])
        examples[0] = "       " + examples[0].dropFirst("USAGE: ".count)
        var rest = Array(lines[end...].drop { $0.isEmpty })
        if let synopsis = rest.first, synopsis.hasPrefix("       heaviside") {
            rest[0] = "USAGE: " + synopsis.dropFirst(7)
        }
        let head = lines[..<begin]
        return (["EXAMPLES:"] + examples.map { String($0.dropFirst(5)) } + [""] + head + rest).joined(separator: "\n")
    }
}
