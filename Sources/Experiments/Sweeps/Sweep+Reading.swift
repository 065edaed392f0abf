internal import Diagnostics

extension Sweep {
    /// The key of a grid that resizes signals and layers together.
    static let lengthKey = "length"

    /// Where the spec that a sweep names comes from.
    ///
    /// Given the name or the path as it is written, the text of the spec; nil where there is no file of that name.
    public typealias SpecSource = (_ name: String) throws(SpecError) -> SpecText?

    /// The text of a spec's file.
    public struct SpecText: Sendable {
        /// The YAML text.
        public let yaml: String
        /// What to call it in messages.
        public let source: String
        /// Where its relative paths begin, seen from where those of the sweep do; nil where that is the same place.
        public let folder: String?

        /// Creates the text of a file.
        public init(yaml: String, source: String, folder: String?) {
            (self.yaml, self.source, self.folder) = (yaml, source, folder)
        }
    }

    /// Reads a sweep.
    ///
    /// - Parameters:
    ///   - yaml: the text.
    ///   - source: the file's name, for messages.
    ///   - specs: reads the file of a spec that is not built in.
    /// - Throws: ``SpecError``, with the line, for unknown and missing keys, wrong types, values out of range, and more
    ///   than ``mostRuns`` runs. Whether the values fit the spec, ``check(searchFolders:)`` says.
    public init(yaml: String, source: String, specs: SpecSource) throws(SpecError) {
        let tree = try Node(yaml: yaml, source: source, keys: .sweep)
        try self.init(SpecNode(tree, source: source, keys: .sweep, option: .sweep), specs)
    }

    init(_ root: SpecNode, _ specs: SpecSource) throws(SpecError) {
        let entries = try root.mapping()
        let nameEntry = try entries.required("name", in: root)
        let name = try nameEntry.string()
        guard !name.isEmpty, name.count <= 80,
            name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }),
            !name.hasPrefix("."), !name.hasPrefix("-")
        else {
            throw nameEntry.error(
                "\"\(name.shortened())\": expected 1 to 80 letters, digits, '-', '_' and '.', not beginning with '.' or '-'"
            )
        }
        let base = try Self.base(entries.required("spec", in: root), entries, specs)
        let grid = try entries["grid"]?.named() ?? []
        var axes: [SweepAxis] = []
        for (key, value) in grid { axes.append(try SweepAxis(value, key: key)) }
        let draws = try entries["random"].map(SweepDraws.init)
        try Self.checkKeys(grid + (try entries["random"]?.mapping()["draw"]?.named() ?? []))
        let seeds = try entries["seeds"].map(SweepSeeds.init) ?? SweepSeeds(1)
        let goal = try entries["goal"].map(SweepGoal.init)
        let measures = try Self.measures(entries["measure"], goal)
        let stop = try Self.stop(entries["stop"], goal)
        let keep = try entries["keep"]?.word(Keep.self) ?? .none
        if keep == .failed, goal == nil, let entry = entries["keep"] {
            throw entry.error("failed: expected a goal, or all, best or none")
        }
        let count = SweepCount(axes: axes, draws: draws, seeds: seeds)
        guard let runs = count.runs, runs <= Self.mostRuns else {
            throw root.error("\(count.words): expected at most \(NumberText.count(Self.mostRuns)) runs")
        }
        self.init(
            name: name, base: base, tree: root.node, axes: axes, draws: draws, seeds: seeds, measures: measures,
            goal: goal, stop: stop, keep: keep, points: runs / seeds.count, source: root.source)
    }

    /// The tree of the spec, with the length and the values that all runs have.
    private static func base(
        _ spec: SpecNode, _ entries: SpecNode.Entries, _ specs: SpecSource
    ) throws(SpecError) -> Node {
        var base: Node
        if spec.isScalar {
            let named = try spec.string()
            if let experiment = Experiment.named(named) {
                base = experiment.spec.node
            } else if let file = try specs(named) {
                // The file alone is checked with its own lines; the sweep's errors name the sweep.
                _ = try Spec(yaml: file.yaml, source: file.source)
                base = try Node(yaml: file.yaml, source: file.source).withoutLines
                if let folder = file.folder { base.locateFiles(in: folder) }
            } else {
                throw spec.error(
                    "no experiment and no file \"\(named.shortened())\"; "
                        + NearestName.hint(named, among: Experiment.all.map(\.name)))
            }
        } else {
            guard spec.node.entries != nil else {
                throw spec.error("expected the name of an experiment, a file or a mapping, found \(spec.found)")
            }
            base = spec.node
        }
        if let entry = entries["length"] {
            do throws(SpecError) {
                try Spec.resize(&base, to: try entry.integer())
            } catch {
                throw error.source.hasPrefix("--length") ? entry.error(error.problem) : error
            }
        }
        for (key, value) in try entries["set"]?.named() ?? [] {
            guard !["seed", "name"].contains(key) else { throw value.error(Self.ownProblem(key)) }
            do throws(SpecError) {
                try SpecOverride(key, value.node, option: .sweep).apply(to: &base)
            } catch {
                throw value.error(error.problem)
            }
        }
        return base
    }

    /// What is wrong with a key of a spec that a sweep does not set.
    private static func ownProblem(_ key: String) -> String {
        key == "seed" ? "the seeds of a sweep stand under seeds" : "the runs of a sweep keep the name of their spec"
    }

    /// Refuses keys that no sweep sets, and keys that are set twice.
    private static func checkKeys(_ keys: [(name: String, value: SpecNode)]) throws(SpecError) {
        var seen: [[String]] = []
        for (key, value) in keys {
            guard !["seed", "name"].contains(key) else { throw value.error(ownProblem(key)) }
            let parts = key.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count <= 32, !parts.contains("") else {
                throw value.error(
                    "the key has an empty part: expected parts with one dot between, as in network.1.dense")
            }
            // Entries of lists have one index, however it is written.
            let path = parts.map { Int($0).map(String.init) ?? String($0) }
            for other in seen where other.starts(with: path) || path.starts(with: other) {
                throw value.error(
                    other == path
                        ? "the grid has this key, too: expected one of them"
                        : "\(other.joined(separator: ".")) has values of its own, and one of the two keys holds the other: "
                            + "expected one of them")
            }
            seen.append(path)
        }
    }

    private static func measures(_ node: SpecNode?, _ goal: SweepGoal?) throws(SpecError) -> [SweepMeasure] {
        var measures: [SweepMeasure] = []
        if let node {
            for entry in try node.list() {
                let measure = try SweepMeasure(named: try entry.string(), entry)
                guard !measures.contains(measure) else { throw entry.error("\(measure.name) is given twice") }
                measures.append(measure)
            }
        } else {
            measures = SweepMeasure.usual
        }
        for bound in goal?.bounds ?? [] where !measures.contains(bound.measure) { measures.append(bound.measure) }
        return measures
    }

    private static func stop(_ node: SpecNode?, _ goal: SweepGoal?) throws(SpecError) -> Stop {
        var stop = Stop()
        guard let node else { return stop }
        let entries = try node.mapping()
        if let entry = entries["atGoal"] {
            stop.atGoal = try entry.boolean()
            if stop.atGoal, goal == nil {
                throw entry.error("true: expected a goal, as in goal: { maxRelativeError: { most: 0.01 } }")
            }
        }
        if let entry = entries["every"] { stop.every = try entry.integer() }
        if let entry = entries["seconds"] { stop.seconds = try entry.number() }
        return stop
    }
}

extension Node {
    /// The places of the files in a spec.
    private static let filePaths = [
        ["signals", "file"], ["initialization", "file"], ["initialization", "file", "path"],
        ["initialization", "lifted", "file"],
    ]

    /// Lets the relative paths of a spec begin elsewhere.
    fileprivate mutating func locateFiles(in folder: String) {
        for path in Self.filePaths { locate(path[...], in: folder) }
    }

    private mutating func locate(_ keys: ArraySlice<String>, in folder: String) {
        switch content {
        case .scalar(let text, _):
            guard keys.isEmpty, !text.hasPrefix("/") else { return }
            content = .scalar("\(folder)/\(text)", isQuoted: true)
        case .mapping(var entries):
            guard let key = keys.first, let index = entries.firstIndex(where: { $0.key == key }) else { return }
            entries[index].value.locate(keys.dropFirst(), in: folder)
            content = .mapping(entries)
        case .list: return
        }
    }
}
