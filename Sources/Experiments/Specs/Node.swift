internal import Diagnostics

/// A value in the form of a spec: a scalar, a list or a mapping, with the line on which it stands.
///
/// Each part of a spec reads itself from such a tree and writes itself as one. Only `Node+YAML.swift` uses a YAML
/// library, so that a change to a value needs no text.
struct Node: Sendable, Equatable {
    enum Content: Sendable, Equatable {
        /// A word or a number; in quotes it is always a word.
        case scalar(String, isQuoted: Bool)
        case list([Node])
        case mapping([Entry])
    }

    struct Entry: Sendable, Equatable {
        var key: String
        var value: Node
    }

    var content: Content
    /// Whether each entry of a list or a mapping is written on a line of its own; false for a value read from a text,
    /// since Yams 6.2.2 does not report the style of what it reads.
    var isBlock = false
    /// The line in its text, from 1; nil for a value without a text.
    var line: Int?

    init(_ content: Content, isBlock: Bool = false, line: Int? = nil) {
        self.content = content
        self.isBlock = isBlock
        self.line = line
    }

    var text: String? {
        if case .scalar(let text, _) = content { text } else { nil }
    }

    /// The text of a scalar without quotes.
    var plainText: String? {
        if case .scalar(let text, isQuoted: false) = content { text } else { nil }
    }

    /// The whole number of a scalar without quotes: 50000, 50_000 or 5e4.
    var whole: Int? { plainText.flatMap { WholeNumber.value(of: $0) } }

    var list: [Node]? {
        if case .list(let nodes) = content { nodes } else { nil }
    }

    var entries: [Entry]? {
        if case .mapping(let entries) = content { entries } else { nil }
    }

    /// The value of a key of a mapping; nil where there is none.
    subscript(key: String) -> Node? { entries?.first { $0.key == key }?.value }

    /// The same value without lines.
    var withoutLines: Node {
        var node = self
        node.line = nil
        switch content {
        case .scalar: break
        case .list(let nodes): node.content = .list(nodes.map(\.withoutLines))
        case .mapping(let entries):
            node.content = .mapping(entries.map { Entry(key: $0.key, value: $0.value.withoutLines) })
        }
        return node
    }

    /// The same value with the lines of its YAML text, if that begins at `line`.
    ///
    /// Each entry of a block begins a line; every other value is on the line of the value that it is part of.
    func numbered(from line: Int = 1) -> Node {
        var (node, next) = (self, line)
        node.line = line
        func number(_ value: Node) -> Node {
            let isNestedBlock = value.isBlock && value.lineCount > 0
            let numbered = value.numbered(from: isBlock && isNestedBlock ? next + 1 : next)
            if isBlock { next += isNestedBlock ? 1 + value.lineCount : 1 }
            return numbered
        }
        switch content {
        case .scalar: break
        case .list(let nodes): node.content = .list(nodes.map(number))
        case .mapping(let entries):
            node.content = .mapping(entries.map { Entry(key: $0.key, value: number($0.value)) })
        }
        return node
    }

    /// The number of lines of a block, without the line of its key.
    private var lineCount: Int {
        guard isBlock else { return 0 }
        let values = list ?? entries?.map(\.value) ?? []
        return values.reduce(0) { $0 + 1 + $1.lineCount }
    }
}

extension Node: ExpressibleByStringLiteral {
    init(_ text: String) { self.init(.scalar(text, isQuoted: false)) }
    init(stringLiteral text: String) { self.init(text) }
    init(quoted text: String) { self.init(.scalar(text, isQuoted: true)) }
    init(_ value: Int) { self.init(String(value)) }
    init(_ value: UInt64) { self.init(String(value)) }
    init(_ value: Bool) { self.init(value ? "true" : "false") }

    /// A number that every YAML reader reads as one.
    init(_ value: Double) { self.init(NumberText.plain(value)) }

    /// A mapping on one line.
    static func flow(_ pairs: [(String, Node)]) -> Node { Node(.mapping(pairs.map { Entry(key: $0, value: $1) })) }

    /// A mapping with a line for each key.
    static func block(_ pairs: [(String, Node)]) -> Node {
        Node(.mapping(pairs.map { Entry(key: $0, value: $1) }), isBlock: true)
    }

    /// A list on one line.
    static func list(_ nodes: [Node]) -> Node { Node(.list(nodes)) }

    /// A list with a line for each entry.
    static func block(_ nodes: [Node]) -> Node { Node(.list(nodes), isBlock: true) }
}
