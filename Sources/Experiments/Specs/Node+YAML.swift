internal import Diagnostics
internal import Yams

extension Node {
    /// More levels than any spec has; a deeper text is refused, so that no recursion over a tree goes deeper.
    private static let mostLevels = 32

    /// Reads a YAML text.
    ///
    /// - Parameters:
    ///   - yaml: the text; a byte-order mark is skipped.
    ///   - source: what to call it in messages.
    ///   - keys: the table of the keys that it is expected to have.
    /// - Throws: ``SpecError``, with the line, for what is not YAML, has anchors or aliases, is nested too deeply, or
    ///   is empty.
    init(yaml: String, source: String, keys: SpecKeys = .spec) throws(SpecError) {
        let yaml = yaml.unicodeScalars.first == "\u{FEFF}" ? String(yaml.unicodeScalars.dropFirst()) : yaml
        // A few lines of nested aliases stand for more values than a memory holds, and the library expands them while
        // it reads. Without the asterisks there is no alias, and a text without anchors has none that could be meant.
        if yaml.utf8.contains(UInt8(ascii: "&")), yaml.utf8.contains(UInt8(ascii: "*")) {
            _ = try Node(text: Self.withoutAsterisks(yaml), source: source, keys: keys)
        }
        self = try Node(text: yaml, source: source, keys: keys)
    }

    private static func withoutAsterisks(_ yaml: String) -> String {
        var text = ""
        text.unicodeScalars.append(contentsOf: yaml.unicodeScalars.lazy.map { $0 == "*" ? "o" : $0 })
        return text
    }

    private init(text yaml: String, source: String, keys: SpecKeys) throws(SpecError) {
        // The library finds that something is missing after the last line break, where no line begins.
        let lines = yaml.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        let last = max(1, lines.last == "" ? lines.count - 1 : lines.count)
        func refused(_ problem: String, line: Int? = nil) -> SpecError {
            SpecError(source: source, line: line.map { min($0, last) }, key: "", problem: problem)
        }
        let (parser, found): (Yams.Parser, Yams.Node?)
        do {
            parser = try Yams.Parser(yaml: yaml, resolver: .basic, encoding: .utf8)
            found = try parser.singleRoot()
        } catch let YamlError.scanner(_, problem, mark, _) {
            throw refused("not YAML: \(problem)\(Self.advice(problem))", line: mark.line)
        } catch let YamlError.parser(_, problem, mark, _) {
            // The library has a limit of its own, and names its C function.
            if problem.contains("nesting level") { throw refused(Self.levelsProblem, line: mark.line) }
            throw refused("not YAML: \(problem)\(Self.advice(problem))", line: mark.line)
        } catch let YamlError.composer(_, problem, mark, _) {
            if problem.contains("alias") { throw refused(Self.aliasProblem, line: mark.line) }
            throw refused("not YAML: \(problem)", line: mark.line)
        } catch let YamlError.duplicatedKeysInMapping(duplicates, context) {
            let keys = duplicates.map { "\($0)" }.sorted().joined(separator: ", ")
            throw refused("a key is given twice: \(keys.shortened(to: 200))", line: context.mark.line)
        } catch let YamlError.reader(problem, offset, value, yaml) {
            let line = offset.map { offset in 1 + yaml.utf8.prefix(offset).count { $0 == UInt8(ascii: "\n") } }
            let found = value > 0 ? " (U+\(String(value, radix: 16, uppercase: true)))" : ""
            throw refused(
                "not YAML: \(problem)\(found); expected text without it, or in quotes as an escape", line: line)
        } catch {
            throw refused("not YAML: it cannot be read; expected keys and values, one a line")
        }
        guard let found else {
            throw refused("the text is empty: expected keys \(keys.children(of: "").joined(separator: ", "))")
        }
        // The parser owns the anchors; its nodes refer to them weakly.
        defer { withExtendedLifetime(parser) {} }
        try self.init(found, source: source, levels: Self.mostLevels)
    }

    private static let aliasProblem =
        "an anchor or alias (& or *): a spec has none; put a text that begins with & or * in quotes"

    private static let levelsProblem = "more than \(mostLevels) levels of lists and mappings: expected a few"

    /// The tags of texts, lists and mappings without a tag.
    private static let tags: Set<String> = ["str", "seq", "map"].reduce(into: []) {
        $0.insert("tag:yaml.org,2002:\($1)")
    }

    /// What to do about a character that means something in YAML.
    private static func advice(_ problem: String) -> String {
        if problem.contains("cannot start any token") || problem.contains("alphabetic or numeric") {
            return ": put a text that begins with &, *, @, % or ` in quotes"
        }
        // A comment or a bracket inside of a text ends it.
        let isCut = ["did not find expected ',' or", "mapping values are not allowed", "<block end>"]
        if isCut.contains(where: problem.contains) {
            return ": put a text with \" #\", \": \", a comma or a bracket in quotes"
        }
        if problem.contains("tag") { return ": put a text that begins with ! in quotes" }
        return ""
    }

    /// The YAML text.
    var yaml: String { plainYAML ?? libraryYAML }

    /// The YAML text as the library writes it, of any tree.
    var libraryYAML: String {
        guard let text = try? Yams.serialize(node: yamlNode(tags: YAMLTags()), width: -1) else {
            preconditionFailure("a tree of words, lists and mappings has a YAML text")
        }
        return text
    }

    /// The YAML text of a flow on one line.
    var yamlLine: String { yaml.filter { $0 != "\n" } }

    private init(_ node: Yams.Node, source: String, levels: Int) throws(SpecError) {
        let line = node.mark?.line
        func refused(_ problem: String) -> SpecError {
            SpecError(source: source, line: line, key: "", problem: problem)
        }
        guard levels > 0 else {
            throw refused(Self.levelsProblem)
        }
        guard Self.tags.contains(node.tag.description) else {
            throw refused(
                "a tag (\(node.tag.description.shortened())): a spec has none; put a text that begins with ! in quotes")
        }
        guard node.anchor == nil else { throw refused(Self.aliasProblem) }
        switch node {
        case .scalar(let scalar):
            let isPlain = scalar.style == .plain || scalar.style == .any
            self.init(.scalar(scalar.string, isQuoted: !isPlain), line: line)
        case .sequence(let sequence):
            var nodes: [Node] = []
            for node in sequence { nodes.append(try Node(node, source: source, levels: levels - 1)) }
            self.init(.list(nodes), line: line)
        case .mapping(let mapping):
            var entries: [Entry] = []
            for (key, value) in mapping {
                guard key.anchor == nil else { throw refused(Self.aliasProblem) }
                // Nothing looks for anchors inside of a key.
                guard let word = key.scalar?.string else { throw refused("a key must be a word") }
                entries.append(Entry(key: word, value: try Node(value, source: source, levels: levels - 1)))
            }
            self.init(.mapping(entries), line: line)
        case .alias:
            throw refused(Self.aliasProblem)
        }
    }

    /// The tags of a tree that is written. With a tag the library need not find out, by regular expressions, what a
    /// scalar looks like; the text is the same, since no tag is written out.
    private struct YAMLTags {
        let text = Tag(.str)
        let list = Tag(.seq)
        let mapping = Tag(.map)
    }

    private func yamlNode(tags: YAMLTags) -> Yams.Node {
        switch content {
        case .scalar(let text, let isQuoted): Yams.Node(text, tags.text, isQuoted ? .singleQuoted : .any)
        case .list(let nodes):
            Yams.Node(nodes.map { $0.yamlNode(tags: tags) }, tags.list, isBlock ? .block : .flow)
        case .mapping(let entries):
            Yams.Node(
                entries.map { (Yams.Node($0.key, tags.text), $0.value.yamlNode(tags: tags)) }, tags.mapping,
                isBlock ? .block : .flow)
        }
    }
}

extension Node {
    /// The YAML text of a tree whose scalars are all simple words and numbers; nil for any other tree.
    ///
    /// It is byte for byte what the YAML library writes, without a node, a tag and an event for each value: a batch
    /// writes a spec, and a few lines of YAML besides, for each of its runs.
    ///
    /// - Complexity: O(bytes of the text).
    var plainYAML: String? {
        var text = ""
        let isWritten: Bool
        if isBlock, case .mapping(let entries) = content, !entries.isEmpty {
            isWritten = entries.allSatisfy { $0.appendLines(to: &text) }
        } else {
            isWritten = appendFlow(to: &text)
            text += "\n"
        }
        return isWritten ? text : nil
    }

    /// Appends the value on one line; false where it is a block, or has a scalar that is not simple.
    private func appendFlow(to text: inout String) -> Bool {
        switch content {
        case .scalar(let word, let isQuoted):
            guard word.isSimple else { return false }
            text += isQuoted ? "'\(word)'" : word
            return true
        case .list(let nodes):
            return !isBlock && Self.append(nodes, between: "[", "]", to: &text) { $0.appendFlow(to: &$1) }
        case .mapping(let entries):
            return !isBlock
                && Self.append(entries, between: "{", "}", to: &text) { entry, text in
                    entry.appendKey(to: &text) && entry.value.appendFlow(to: &text)
                }
        }
    }

    private static func append<Value>(
        _ values: [Value], between first: String, _ last: String, to text: inout String,
        _ append: (Value, inout String) -> Bool
    ) -> Bool {
        text += first
        for (k, value) in values.enumerated() {
            if k > 0 { text += ", " }
            guard append(value, &text) else { return false }
        }
        text += last
        return true
    }
}

extension Node.Entry {
    /// Appends "key: ".
    fileprivate func appendKey(to text: inout String) -> Bool {
        // A longer key needs a question mark before it.
        guard key.isSimple, key.utf8.count <= 100 else { return false }
        text += key
        text += ": "
        return true
    }

    /// Appends a key of a block with its value, on one line, or for a block list on a line for each value.
    fileprivate func appendLines(to text: inout String) -> Bool {
        guard appendKey(to: &text) else { return false }
        guard value.isBlock, case .list(let nodes) = value.content, !nodes.isEmpty else {
            let isWritten = value.appendFlow(to: &text)
            text += "\n"
            return isWritten
        }
        text.removeLast()
        text += "\n"
        for node in nodes {
            text += "- "
            guard node.appendFlow(to: &text) else { return false }
            text += "\n"
        }
        return true
    }
}

extension String {
    /// Whether no YAML writer would put a scalar of this text in quotes, or break it: letters, digits, and a few signs
    /// between them.
    fileprivate var isSimple: Bool {
        var before: UInt8?
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "_"):
                break
            case UInt8(ascii: "."), UInt8(ascii: "+"):
                if before == nil { return false }
            case UInt8(ascii: "-"):
                // The mark of a document, or of an entry of a list.
                if before == UInt8(ascii: "-") { return false }
            default: return false
            }
            before = byte
        }
        return before != nil && before != UInt8(ascii: "-")
    }
}
