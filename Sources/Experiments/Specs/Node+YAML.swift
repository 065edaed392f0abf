internal import Yams

extension Node {
    /// Reads a YAML text.
    ///
    /// - Parameters:
    ///   - yaml: the text.
    ///   - source: what to call it in messages.
    /// - Throws: ``SpecError``, with the line, for what is not YAML, has anchors or aliases, or is empty.
    init(yaml: String, source: String) throws(SpecError) {
        let yaml = SpecText.withoutMark(yaml)
        if let line = SpecText.lineOfAlias(yaml) {
            throw SpecError(
                source: source, line: line, key: "", problem: "an anchor or alias (& or *): a spec has none")
        }
        let found: Yams.Node?
        do {
            found = try Yams.compose(yaml: yaml)
        } catch let YamlError.scanner(_, problem, mark, _) {
            throw SpecError(source: source, line: mark.line, key: "", problem: "not YAML: \(problem)")
        } catch let YamlError.parser(_, problem, mark, _) {
            throw SpecError(source: source, line: mark.line, key: "", problem: "not YAML: \(problem)")
        } catch let YamlError.composer(_, problem, mark, _) {
            throw SpecError(source: source, line: mark.line, key: "", problem: "not YAML: \(problem)")
        } catch let YamlError.duplicatedKeysInMapping(duplicates, context) {
            let keys = duplicates.map { "\($0)" }.sorted().joined(separator: ", ")
            throw SpecError(
                source: source, line: context.mark.line, key: "", problem: "a key is given twice: \(keys.prefix(200))")
        } catch {
            let problem = "\(error)".split(separator: "\n").first ?? "it cannot be read"
            throw SpecError(source: source, key: "", problem: "not YAML: \(problem)")
        }
        guard let found else {
            throw SpecError(
                source: source, key: "",
                problem: "the spec is empty: expected keys \(Spec.keys.joined(separator: ", "))")
        }
        self.init(found)
    }

    /// Reads a YAML value that has no file; nil for a text that is not YAML.
    init?(value yaml: String) {
        guard let found = (try? Yams.compose(yaml: yaml)) ?? nil else { return nil }
        self = Node(found).withoutLines
    }

    /// The YAML text.
    var yaml: String {
        guard let text = try? Yams.serialize(node: yamlNode, width: -1) else {
            preconditionFailure("a tree of words, lists and mappings has a YAML text")
        }
        return text
    }

    private init(_ node: Yams.Node) {
        let line = node.mark?.line
        switch node {
        case .scalar(let scalar):
            let isPlain = scalar.style == .plain || scalar.style == .any
            self.init(.scalar(scalar.string, isQuoted: !isPlain), line: line)
        case .sequence(let sequence):
            self.init(.list(sequence.map { Node($0) }), line: line)
        case .mapping(let mapping):
            let entries = mapping.map { Entry(key: $0.scalar?.string, value: Node($1)) }
            self.init(.mapping(entries), line: line)
        case .alias:
            // Texts with aliases are refused above; no key of a spec takes an empty mapping.
            self.init(.mapping([]), line: line)
        }
    }

    private var yamlNode: Yams.Node {
        switch content {
        case .scalar(let text, let isQuoted):
            isQuoted ? Yams.Node(text, Tag(.str), .doubleQuoted) : Yams.Node(text)
        case .list(let nodes): Yams.Node(nodes.map(\.yamlNode), Tag(.seq), isBlock ? .block : .flow)
        case .mapping(let entries):
            Yams.Node(
                entries.map { (Yams.Node($0.key ?? ""), $0.value.yamlNode) }, Tag(.map), isBlock ? .block : .flow)
        }
    }
}
