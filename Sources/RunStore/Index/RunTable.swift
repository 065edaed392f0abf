internal import Diagnostics
internal import Experiments

/// The runs of a folder: filtered, sorted, and as many as are asked for.
public struct RunTable: Sendable {
    /// What to sort by.
    public struct Order: Sendable, Hashable {
        /// The key.
        public let key: String
        /// Whether the largest value comes first.
        public let isDescending: Bool

        /// Sorts by a key; runs without it come last.
        public init(key: String, isDescending: Bool = false) { (self.key, self.isDescending) = (key, isDescending) }
    }

    /// The runs.
    public let rows: [RunRow]
    /// How many runs match, shown or not.
    public let matches: Int
    /// How many runs there are.
    public let count: Int

    /// The records that cannot be read, of runs that are left out and of those that are shown.
    public let damage: [RunDamage]
    /// Why the index could not be used where there can be one; nil where it was used, or there can be none.
    let indexProblem: String?

    /// Lists the runs of a folder, by its index where it can have one.
    ///
    /// - Parameters:
    ///   - root: the folder.
    ///   - query: which runs; nil for all.
    ///   - order: how they are sorted; nil for those that have not ended, and then the ones that ended last.
    ///   - limit: how many at most.
    ///   - columns: the keys whose values the rows need; nil for all.
    ///   - progress: how many runs that have changed have been read, and how many there are.
    /// - Throws: ``RunError`` where the folder cannot be read, or where no run has a key that is named.
    /// - Complexity: O(runs) looks at files; records are read only of runs that have changed since the last list. Where
    ///   there can be no index, all are read.
    public init(
        _ root: RunRoot, query: RunQuery? = nil, order: Order? = nil, limit: Int = .max, columns: [String]? = nil,
        progress: ((Int, Int) -> Void)? = nil
    ) throws(RunError) {
        try self.init(
            root, query: query, order: order, limit: limit, columns: columns, patience: RunIndex.listPatience,
            progress: progress)
    }

    /// The same, with the time to wait for other processes, in milliseconds.
    init(
        _ root: RunRoot, query: RunQuery? = nil, order: Order? = nil, limit: Int, columns: [String]?,
        patience: Int32, progress: ((Int, Int) -> Void)?
    ) throws(RunError) {
        let found = try RunSearch(root)
        let selection = Selection(root: root, query: query, order: order, limit: limit, columns: columns)
        var indexProblem: String?
        do {
            if let index = try RunIndex.open(root, patience: patience) {
                try index.update(found.runs, progress: progress)
                self = try index.reading { try RunTable(found, from: index, selection) }
                return
            }
        } catch let error as RunError {
            throw error
        } catch {
            // The index cannot be used now: the folders can.
            indexProblem = RunIndex.problem(error)
            _ = RunIndex.removeDamaged(root, after: error)
        }
        let source = FolderSource(found.runs, withSpec: selection.needsSpec)
        do {
            self = try RunTable(found, from: source, selection, indexProblem: indexProblem)
        } catch {
            throw error as? RunError ?? RunError(place: root.path, problem: ErrorText.sentence(error))
        }
    }

    /// What a list is asked for.
    private struct Selection {
        let root: RunRoot
        let query: RunQuery?
        let order: Order?
        let limit: Int
        let columns: [String]?

        /// The keys that a person names.
        var named: [String] { (query?.keys ?? []) + (order.map { [$0.key] } ?? []) }
        var needsSpec: Bool { columns == nil || (named + (columns ?? [])).contains { $0.hasPrefix("spec.") } }
    }

    private init(
        _ found: RunSearch, from source: some RunSource, _ selection: Selection, indexProblem: String? = nil
    ) throws {
        let order = selection.order ?? Order(key: "ended", isDescending: true)
        let all = try source.rows(of: found.runs, keys: selection.named + [order.key])
        if !selection.named.isEmpty, !all.isEmpty {
            let known = try source.keys()
            let hidesKeys = all.contains { $0.row.damaged.contains(.spec) } && !known.contains { $0.hasPrefix("spec.") }
            if let key = selection.named.first(where: { !known.contains($0) && !(hidesKeys && $0.hasPrefix("spec.")) })
            {
                throw Self.unknown(key, among: known, in: selection.root)
            }
        }
        for comparison in selection.query?.comparisons ?? [] {
            try Self.check(comparison, in: all.compactMap { $0.row.values[comparison.key] })
        }
        let decisions = all.map { entry in selection.query.map { $0.decide(entry.row) } ?? true }
        let matching = zip(all, decisions).filter { $0.1 == true }.map(\.0)
        let chosen = matching.sorted { order.puts($0.row, before: $1.row, missingFirst: selection.order == nil) }
            .prefix(max(0, selection.limit))
        let shown = try source.rows(of: chosen.map(\.run), keys: selection.columns)
        rows = shown.map(\.row)
        (matches, count, self.indexProblem) = (matching.count, all.count, indexProblem)
        let read = Set(all.map { PathBytes($0.run.folder.path) })
        let leftOut = found.runs.filter { !read.contains(PathBytes($0.folder.path)) }
        let undecided = zip(all, decisions).filter { $0.1 == nil }.map(\.0.run)
        let incomplete = shown.filter { $0.row.isDamaged(at: selection.columns) }.map(\.run)
        let changed = shown.filter(\.row.hasChangedSummary).map(\.run)
        damage =
            found.damage + leftOut.flatMap { $0.damage(.leftOut) } + undecided.flatMap { $0.damage(.undecided) }
            + incomplete.flatMap { $0.damage(.incomplete) } + changed.flatMap { $0.damage(.changed) }
    }

    /// Refuses a comparison that can be true of no run: of numbers with a word, of a status with a word that is none.
    private static func check(
        _ asked: (key: String, comparison: RunQuery.Comparison, value: RunValue), in found: [RunValue]
    ) throws(RunError) {
        func refused(_ expected: String) -> RunError {
            RunError(
                place: asked.key, problem: "found \"\(asked.value.description.shortened())\": expected \(expected)")
        }
        if asked.key == "ended", asked.comparison != .contains, !RunDate.isOne(asked.value.description) {
            throw refused("a date such as \(RunDate.example), or the beginning of one, such as \(RunDate.shortExample)")
        }
        guard !found.isEmpty, asked.comparison != .contains else { return }
        if asked.key == "status" {
            let words = RunStatus.allCases.map(\.rawValue)
            guard words.contains(asked.value.description) else {
                throw refused("one of \(words.joined(separator: ", "))")
            }
        }
        if case .number = asked.value { return }
        if found.allSatisfy({ if case .number = $0 { true } else { false } }) {
            throw refused("a number, as this key has in every run")
        }
        if case .flag = asked.value { return }
        if found.allSatisfy({ if case .flag = $0 { true } else { false } }) { throw refused("true or false") }
    }

    private static func unknown(_ key: String, among known: Set<String>, in root: RunRoot) -> RunError {
        RunError(
            place: key,
            problem: "no run in \(root.path)/ has this key; \(KeyHint.words(for: key, among: known))")
    }
}

extension RunTable.Order {
    /// Whether one run comes before another one; runs of equal value, and those without one, come by their
    /// names.
    ///
    /// - Parameters:
    ///   - first: the one.
    ///   - second: the other.
    ///   - missingFirst: whether runs without a value come first.
    /// - Returns: whether `first` comes first.
    fileprivate func puts(_ first: RunRow, before second: RunRow, missingFirst: Bool) -> Bool {
        if Self.places.contains(key) {
            return isDescending ? Self.isBefore(second, first) : Self.isBefore(first, second)
        }
        return switch (first.values[key], second.values[key]) {
        case (nil, nil): Self.isBefore(first, second)
        case (nil, _): missingFirst
        case (_, nil): !missingFirst
        case (let a?, let b?):
            if a == b {
                Self.isBefore(first, second)
            } else {
                isDescending ? RunValue.comesBefore(b, a) : RunValue.comesBefore(a, b)
            }
        }
    }

    /// The keys that say where a run is: two runs never have the same value.
    private static let places: Set = ["run", "folder"]

    /// By the names, the digits in them as numbers, and then by the folders, so that the order is always the same.
    private static func isBefore(_ first: RunRow, _ second: RunRow) -> Bool {
        func folder(_ row: RunRow) -> String { row.values["folder"]?.description ?? "" }
        return first.id.utf8.elementsEqual(second.id.utf8)
            ? NaturalOrder.isBefore(folder(first), folder(second)) : NaturalOrder.isBefore(first.id, second.id)
    }
}
