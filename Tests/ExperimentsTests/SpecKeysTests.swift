import Diagnostics
import Foundation
import Networks
import Testing

@testable import Experiments

/// The table of keys beside the readers: what it says is what they do.
@Suite struct SpecKeysTests {
    static let keys = SpecKeys.spec
    static let base = """
        name: study
        signals: { family: step, length: 33, amplitude: 5 }
        network: [{ dense: 1 }, { dense: 33, activation: relu }, { dense: 33 }]
        initialization: { uniform: [-0.05, 0.05] }
        loss: { squaredError: mean }
        optimizer: { rmsProp: { learningRate: 1.0e-4 } }
        epochs: 10
        """

    /// A spec with a value at a key, or without the key.
    static func tree(_ key: SpecKey, _ value: Node?, precision: Precision? = nil) throws -> Node {
        var root = try Node(yaml: base, source: "base")
        if let precision { root = replacing("precision", with: Node(precision.rawValue), in: root) }
        return try put(value, at: key.path.split(separator: ".").map(String.init)[...], below: "", in: root)
    }

    private static func put(_ value: Node?, at parts: ArraySlice<String>, below path: String, in node: Node) throws
        -> Node
    {
        guard let part = parts.first else { return node }
        guard parts.count > 1 else { return replacing(part, with: value, in: node) }
        let here = keys.path(part, below: path)
        let next = keys.path(parts[parts.startIndex + 1], below: here)
        let (key, below) = (try #require(keys[here]), try #require(keys[next]))
        var child = part == "*" ? node.list?.first : node[part]
        if let parent = below.parent {
            child = try Node(yaml: parent, source: here)
        } else if key.choiceWords != nil {
            child = .flow([])
        } else if child == nil || child?.text != nil {
            child = try Node(yaml: key.example, source: here)
        }
        let changed = try put(value, at: parts.dropFirst(), below: here, in: try #require(child))
        return replacing(part, with: changed, in: node)
    }

    private static func replacing(_ name: String, with value: Node?, in node: Node) -> Node {
        if name == "*", let entries = node.entries, let value {
            return Node(.mapping([Node.Entry(key: entries.first?.key ?? "name", value: value)] + entries.dropFirst()))
        }
        guard name != "*" else { return .list([value].compactMap { $0 } + (node.list ?? []).dropFirst()) }
        let rest = (node.entries ?? []).filter { $0.key != name }
        return Node(.mapping(rest + (value.map { [Node.Entry(key: name, value: $0)] } ?? [])))
    }

    private func spec(_ tree: Node, keys: SpecKeys = .spec) throws(SpecError) -> Spec {
        try Spec(SpecNode(tree, source: "test", keys: keys, format: Spec.format(tree)))
    }

    private func error(_ tree: Node, keys: SpecKeys = .spec) -> SpecError? {
        do throws(SpecError) {
            _ = try spec(tree, keys: keys)
            return nil
        } catch { return error }
    }

    private func error(_ key: SpecKey, _ yaml: String, precision: Precision? = nil) throws -> SpecError? {
        error(try Self.tree(key, Node(yaml: yaml, source: "value"), precision: precision))
    }

    /// The path in the table of the key that an error names.
    private func path(_ error: SpecError?) -> String? {
        error.map { Self.keys.path(of: $0.key.split(separator: ".").map(String.init)) }
    }

    @Test("Each key stands once, below a key that takes it, with a sentence")
    func rows() {
        #expect(Set(Self.keys.all.map(\.path)).count == Self.keys.all.count)
        for key in Self.keys.all {
            #expect(key.parentPath.isEmpty || Self.keys[key.parentPath] != nil, "\(key.path)")
            #expect(key.summary.count > 5 && key.summary.hasSuffix(".") || key.summary.hasSuffix("…"), "\(key.path)")
            #expect(!key.forms.isEmpty && !key.phrase.isEmpty, "\(key.path)")
        }
        let optimizers = Optimizer.Rule.standard.flatMap { rule in
            ["learningRate", "weightDecay"].map { "optimizer.\(rule.name).\($0)" }
                + rule.parameters.map { "optimizer.\(rule.name).\($0.name)" }
        }
        let families = SignalSpec.Family.all.flatMap { $0.ownKeys.map { "signals.\($0.name)" } }
        for path in optimizers + families { #expect(Self.keys[path] != nil, "\(path)") }
    }

    @Test("Every example is accepted", arguments: keys.all)
    func examples(key: SpecKey) throws {
        let found = try error(key, key.example)
        #expect(found == nil, "\(key.path): \(String(describing: found))")
    }

    @Test("Every default is what a spec without the key has, and what is required is missed", arguments: keys.all)
    func defaults(key: SpecKey) throws {
        switch key.standard {
        case .value(let yaml):
            var without = try Self.tree(key, nil)
            if Self.keys[key.parentPath]?.choiceWords != nil {
                let parent = try #require(Self.keys[key.parentPath])
                without = try Self.tree(parent, Node(key.name))
            }
            let value = try Node(yaml: yaml, source: "default")
            #expect(try spec(without) == spec(Self.tree(key, value)), "\(key.path)")
            let changed = try? spec(Self.tree(key, Node(yaml: key.example, source: "example")))
            #expect(try key.example == yaml || changed != spec(without), "\(key.path): the example changes nothing")
        case .required:
            let found = error(try Self.tree(key, nil))
            #expect(
                found?.problem.hasPrefix("\(key.name) is missing") == true, "\(key.path): \(String(describing: found))")
        case .phrase, .alternative: break
        }
    }

    @Test("A key that is not in the table cannot be read", arguments: keys.all.filter { $0.name != "*" })
    func unlisted(key: SpecKey) throws {
        let fewer = SpecKeys(Self.keys.all.filter { $0.path != key.path && !$0.path.hasPrefix("\(key.path).") })
        let tree = try Self.tree(key, Node(yaml: key.example, source: "example"))
        let found = error(tree, keys: fewer)
        let words = ["unknown key", "takes no value"]
        #expect(words.contains { found?.problem.contains($0) == true }, "\(key.path): \(String(describing: found))")
    }

    @Test("A key in the table is read: a value of another form is refused at it", arguments: keys.all)
    func read(key: SpecKey) throws {
        let found = path(try error(key, "{ nonsense: [x] }"))
        #expect(found?.hasPrefix(key.path) == true, "\(key.path): \(String(describing: found))")
    }

    @Test("The ends of every range are where the readers refuse", arguments: keys.all)
    func ranges(key: SpecKey) throws {
        func expect(_ yaml: String, isIn: Bool) throws {
            let found = try error(key, yaml)
            // Where a kink goes depends on the range of kinks, too.
            if isIn, key.path == "kinkRepair.fraction" { return }
            #expect((found == nil) == isIn, "\(key.path): \(yaml): \(String(describing: found))")
            if !isIn { #expect(path(found) == key.path) }
        }
        for form in key.forms {
            switch form {
            case .number(let range):
                if range.lower.isFinite { try expect("\(range.lower)", isIn: range.includesLower) }
                if range.upper.isFinite { try expect("\(range.upper)", isIn: range.includesUpper) }
                if range.lower.isFinite { try expect("\(range.lower - 1)", isIn: false) }
                if range.upper.isFinite { try expect("\(2 * range.upper + 1)", isIn: false) }
            case .whole(let range):
                if key.forms.contains(where: { if case .word = $0 { true } else { false } }), key.path == "batch" {
                    break
                }
                try expect("\(range.lowerBound)", isIn: true)
                if range.lowerBound > .min { try expect("\(range.lowerBound - 1)", isIn: false) }
                if range.upperBound < .max { try expect("\(range.upperBound + 1)", isIn: false) }
            case .seed:
                try expect("18446744073709551615", isIn: true)
                try expect("18446744073709551616", isIn: false)
                try expect("-1", isIn: false)
            default: break
            }
        }
    }

    @Test("Every number fits the precision of the run, or is refused at its key", arguments: keys.all)
    func precision(key: SpecKey) throws {
        for form in key.forms {
            let write: (String) -> String
            let range: NumberRange
            switch form {
            case .number(let found): (write, range) = ({ $0 }, found)
            case .pair(let found): (write, range) = ({ "[0, \($0)]" }, found)
            default: continue
            }
            // Shares and positions meet no weight and no value of the data: they are double-precision numbers.
            let isMet = !key.path.hasPrefix("signals.holdOut.") && !key.path.hasPrefix("signals.test.")
            let unfit = isMet ? ["1e39", "1e-39", "1e-46"] : []
            for text in unfit + ["1e-400", "1e400", "0.\(String(repeating: "0", count: 400))1"] {
                let found = try error(key, write(text), precision: .float32)
                #expect(path(found)?.hasPrefix(key.path) == true, "\(key.path): \(text): \(String(describing: found))")
            }
            for text in ["1e-400", "1e400", "1e-310"] {
                #expect(try error(key, write(text), precision: .float64) != nil, "\(key.path): \(text)")
            }
            guard range.contains(1e39) else { continue }
            #expect(try error(key, write("1e39"), precision: .float64) == nil, "\(key.path)")
            #expect(try error(key, write("1e-46"), precision: .float64) == nil, "\(key.path)")
        }
    }

    @Test("The page of the documentation is the table's: Scripts/spec-reference writes it")
    func article() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
        let page = root.appendingPathComponent("Sources/Experiments/Experiments.docc/EveryKeyOfASpec.md")
        #expect(try String(contentsOf: page, encoding: .utf8) == SpecReference(Self.keys).article)
        let text = SpecReference(Self.keys).text()
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 || !$0.contains(" ") })
        for key in Self.keys.all { #expect(text.contains("\(key.path)\n"), "\(key.path)") }
    }
}
