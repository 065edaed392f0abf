internal import Diagnostics
internal import Exchange
internal import Networks

// The values of the data's keys: each reads itself from its node, and writes what it reads.

extension ParameterValues {
    init(_ node: SpecNode) throws(SpecError) {
        if node.isScalar {
            self = .one(try node.number())
        } else if node.isList {
            var values: [Double] = []
            for item in try node.list() { values.append(try item.number()) }
            self = .list(values)
        } else {
            let entries = try node.mapping()
            self = .range(
                from: try entries.required("from", in: node).number(),
                through: try entries.required("through", in: node).number(),
                count: try entries.required("count", in: node).integer())
        }
    }

    var node: Node {
        switch self {
        case .one(let value): Node(value)
        case .list(let values): .list(values.map { Node($0) })
        case .range(let from, let through, let count):
            .flow([("from", Node(from)), ("through", Node(through)), ("count", Node(count))])
        }
    }
}

extension PiecewiseConstants.Levels {
    private enum Name: String, CaseIterable { case alternating, random, grid }

    init(_ node: SpecNode) throws(SpecError) {
        let (name, found) = try node.choice(Name.self)
        guard let value = found else {
            self = .alternating
            return
        }
        guard name == .random else {
            guard !value.isScalar else { throw value.error("expected \(value.entry?.phrase ?? ""), found one value") }
            self = .grid(try ParameterValues(value))
            return
        }
        let entries = try value.mapping()
        self = .random(
            count: try entries.required("count", in: value).integer(), seed: try entries["seed"]?.seed() ?? 1,
            among: try entries["among"].map(ParameterValues.init))
    }

    var node: Node {
        switch self {
        case .alternating: "alternating"
        case .random(let count, let seed, let among):
            .flow([
                (
                    "random",
                    .flow(
                        [("count", Node(count)), ("seed", Node(seed))]
                            + (among.map { [("among", $0.node)] } ?? []))
                )
            ])
        case .grid(let values): .flow([("grid", values.node)])
        }
    }
}

extension AdditiveNoise {
    /// The noise of a spec; nil for the word `none`.
    static func read(_ node: SpecNode) throws(SpecError) -> AdditiveNoise? {
        if node.isScalar {
            _ = try node.word()
            return nil
        }
        let entries = try node.mapping()
        return AdditiveNoise(
            deviation: try entries.required("deviation", in: node).number(), seed: try entries["seed"]?.seed() ?? 1,
            copies: try entries["copies"]?.integer() ?? 1, target: try entries["target"]?.word(Target.self) ?? .clean)
    }

    var node: Node {
        .flow([
            ("deviation", Node(deviation)), ("seed", Node(seed)), ("copies", Node(copies)),
            ("target", Node(target.rawValue)),
        ])
    }
}

extension HoldOut {
    private enum Name: String, CaseIterable { case none, random, gap, every, indices, label }

    init(_ node: SpecNode) throws(SpecError) {
        let (name, found) = try node.choice(Name.self)
        guard let value = found else {
            self = .none
            return
        }
        switch name {
        case .none: self = .none
        case .random:
            let entries = try value.mapping()
            self = .random(
                share: try entries.required("share", in: value).number(as: .float64),
                seed: try entries["seed"]?.seed() ?? 1)
        case .gap: self = .gap(try value.pair(as: .float64))
        case .every: self = .every(try value.integer())
        case .indices where value.isList:
            var indices: [Int] = []
            for item in try value.list() { indices.append(try item.integer()) }
            self = .indices(indices)
        case .indices:
            let entries = try value.mapping()
            self = .span(
                from: try entries.required("from", in: value).integer(),
                through: try entries.required("through", in: value).integer())
        case .label:
            let entries = try value.mapping()
            self = .label(
                try entries.required("name", in: value).string(),
                try entries.required("range", in: value).pair(as: .float64))
        }
    }

    var node: Node {
        switch self {
        case .none: "none"
        case .random(let share, let seed):
            .flow([("random", .flow([("share", Node(share)), ("seed", Node(seed))]))])
        case .gap(let range): .flow([("gap", range.node)])
        case .indices(let indices): .flow([("indices", .list(indices.map { Node($0) }))])
        case .span(let first, let last):
            .flow([("indices", .flow([("from", Node(first)), ("through", Node(last))]))])
        case .label(let name, let range):
            .flow([("label", .flow([("name", Node(quoted: name)), ("range", range.node)]))])
        case .every(let step): .flow([("every", Node(step))])
        }
    }
}

extension FileSignals {
    /// The keys of a spec that are for data from a file alone, besides `file`.
    static let keyNames = ["inputs", "targets", "classes", "labels", "shape", "normalise", "keep"]

    init(file: SpecNode, _ entries: SpecNode.Entries) throws(SpecError) {
        self.init(try file.file())
        inputs = try entries["inputs"].map(FileColumns.init)
        targets = try entries["targets"].map(FileColumns.init)
        if let entry = entries["classes"], entry.isList {
            let names = try Self.classNames(entry)
            (classNames, classes) = (names, names.count)
        } else {
            classes = try entries["classes"]?.integer()
        }
        for (label, node) in try entries["labels"]?.named() ?? [] { labels[label] = try node.string() }
        if let entry = entries["shape"] {
            var extents: [Int] = []
            for item in try entry.list() { extents.append(try item.integer()) }
            guard extents.count <= Self.mostDimensions else {
                throw entry.error("\(extents.count) dimensions: expected at most \(Self.mostDimensions)")
            }
            shape = extents
        }
        if let entry = entries["normalise"], try entry.word() != Self.none {
            normalise = try entry.word(Normalisation.Method.self)
        }
        keep = try entries["keep"]?.word(Keep.self)
    }

    private static func classNames(_ entry: SpecNode) throws(SpecError) -> [String] {
        var names: [String] = []
        let items = try entry.list()
        guard items.count <= WordColumn.limit else {
            throw entry.error("\(items.count) names: expected at most \(NumberText.count(WordColumn.limit))")
        }
        for item in items {
            let name = try item.string()
            guard !name.isEmpty else { throw item.error("expected the name of a class, found \(item.found)") }
            guard !names.contains(name) else {
                throw item.error("\"\(name.shortened())\" is given twice: expected a name for each class")
            }
            names.append(name)
        }
        return names
    }

    private static let mostDimensions = 8
    /// What stands for values that are not normalised.
    static let none = "none"

    /// The keys that are given, in the order of a spec.
    var keyPairs: [(String, Node)] {
        var pairs: [(String, Node)] = [("file", Node(quoted: path))]
        if let inputs { pairs.append(("inputs", inputs.node)) }
        if let targets { pairs.append(("targets", targets.node)) }
        if let classNames {
            pairs.append(("classes", .list(classNames.map { Node(quoted: $0) })))
        } else if let classes {
            pairs.append(("classes", Node(classes)))
        }
        if !labels.isEmpty {
            let sorted = labels.sorted { $0.key < $1.key }
            pairs.append(("labels", .flow(sorted.map { ($0.key, Node(quoted: $0.value)) })))
        }
        if let shape { pairs.append(("shape", .list(shape.map { Node($0) }))) }
        if let normalise { pairs.append(("normalise", Node(normalise.rawValue))) }
        if let keep { pairs.append(("keep", Node(keep.rawValue))) }
        return pairs
    }
}

extension FileColumns {
    init(_ node: SpecNode) throws(SpecError) {
        if node.isScalar {
            self = .array(try node.string())
        } else if node.isList {
            var names: [String] = []
            for item in try node.list() { names.append(try item.string()) }
            self = .columns(names)
        } else {
            let entries = try node.mapping()
            self = .range(
                from: try entries.required("from", in: node).string(),
                through: try entries.required("through", in: node).string())
        }
    }

    var node: Node {
        switch self {
        case .array(let name): Node(quoted: name)
        case .columns(let names): .list(names.map { Node(quoted: $0) })
        case .range(let first, let last): .flow([("from", Node(quoted: first)), ("through", Node(quoted: last))])
        }
    }
}

extension ClosedRange<Double> {
    fileprivate var node: Node { .list([Node(lowerBound), Node(upperBound)]) }
}
