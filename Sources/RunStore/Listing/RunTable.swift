internal import Diagnostics
import Foundation

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

    /// Reads the runs of a folder.
    ///
    /// - Parameters:
    ///   - root: the folder.
    ///   - query: which runs; nil for all.
    ///   - order: how they are sorted; nil for the ones that ended last first.
    ///   - limit: how many at most.
    /// - Throws: ``RunError`` where the folder cannot be read, or where no run has a key that is named.
    /// - Complexity: O(runs); specs are read only where a key begins with `spec.`.
    public init(_ root: RunRoot, query: RunQuery? = nil, order: Order? = nil, limit: Int = .max) throws(RunError) {
        let named = (query?.keys ?? []) + (order.map { [$0.key] } ?? [])
        let needsSpec = named.contains { $0.hasPrefix("spec.") }
        let all = try root.runs().compactMap { RunRow($0, withSpec: needsSpec) }
        let known = all.reduce(into: Set<String>()) { $0.formUnion($1.values.keys) }
        for key in named where !known.contains(key) && !all.isEmpty {
            throw RunError(
                place: key,
                problem: "no run in \(root.path)/ has this key; "
                    + (NearestName.find(key, among: known.sorted()).map { "did you mean \($0)?" }
                        ?? "expected one of a run's JSON, such as loss, or of its spec, such as spec.epochs"))
        }
        let matching = query.map { query in all.filter(query.matches) } ?? all
        let order = order ?? Order(key: "ended", isDescending: true)
        let sorted = matching.sorted { first, second in
            switch (first.values[order.key], second.values[order.key]) {
            case (nil, nil): return first.id < second.id
            case (nil, _): return false
            case (_, nil): return true
            case (let a?, let b?):
                if a == b { return first.id < second.id }
                return order.isDescending ? RunValue.comesBefore(b, a) : RunValue.comesBefore(a, b)
            }
        }
        (rows, matches, count) = (Array(sorted.prefix(max(0, limit))), matching.count, all.count)
    }
}

extension RunRoot {
    /// The folders of all runs, ended or not, those of surveys and batches included.
    ///
    /// - Throws: ``RunError`` where the folder cannot be read.
    func runs() throws(RunError) -> [RunFolder] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            throw RunError(place: path, problem: "there is no such folder of runs: expected one that can be read")
        }
        var folders: [RunFolder] = []
        for name in names.sorted() where name != "last" && !name.hasPrefix(".") {
            let folder = RunFolder(root: self, id: name)
            if FileManager.default.fileExists(atPath: folder.file(BatchFolder.recordName)) {
                let seeds = (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.compactMap(UInt64.init)
                let runs = (seeds ?? []).sorted().map { RunFolder(root: self, id: "\(name)/\($0)") }
                folders += runs.filter(\.hasBegun)
            } else if FileManager.default.fileExists(atPath: folder.specPath) {
                folders.append(folder)
            } else if let inner = try? FileManager.default.contentsOfDirectory(atPath: folder.path) {
                for name in inner.sorted() where !name.hasPrefix(".") && name != "last" {
                    let run = RunFolder(root: RunRoot(folder.path), id: name)
                    if FileManager.default.fileExists(atPath: run.specPath) { folders.append(run) }
                    let survey = RunRoot(folder.file("runs"))
                    if name == "runs", let runs = try? survey.runs() { folders += runs }
                }
            }
        }
        return folders
    }
}
