internal import Diagnostics

extension Sweep {
    /// A sweep of so many points or fewer has all of them tried before the first run trains.
    private static let mostTried = 1000
    /// Of more draws than these, so many are tried.
    private static let mostTriedDraws = 10_000

    /// The experiment of a point, with its first seed.
    ///
    /// - Parameters:
    ///   - point: the number of the point.
    ///   - folders: where relative paths of the spec are looked for.
    /// - Returns: the experiment.
    /// - Throws: ``SpecError`` for values that do not fit, which says of which point.
    public func run(ofPoint point: Int, searchFolders folders: [String] = ["."]) throws(SpecError) -> ExperimentRun {
        do throws(SpecError) {
            var spec = try spec(ofPoint: point)
            spec.seed = seeds[0]
            return try ExperimentRun(spec, source: source, searchFolders: folders)
        } catch {
            throw named(error, point)
        }
    }

    /// Tries points before anything runs: all where there are few, and else each value of each key once, and draws.
    ///
    /// - Returns: the paths of the files that these runs read, sorted.
    /// - Throws: what ``run(ofPoint:searchFolders:)`` and `ExperimentRun.check()` throw for the first that is wrong.
    /// - Complexity: O(sum of the numbers of values), not their product.
    @discardableResult public func check(searchFolders folders: [String] = ["."]) throws -> [String] {
        var files: Set<String> = []
        for point in tried {
            let run = try run(ofPoint: point, searchFolders: folders)
            do {
                try run.check()
            } catch let error as SpecError {
                throw named(error, point)
            }
            files.formUnion(run.files)
        }
        return files.sorted()
    }

    /// The points that are tried.
    var tried: [Int] {
        guard points > Self.mostTried else { return Array(0..<points) }
        let draws = self.draws?.count ?? 1
        let drawn = min(draws, Self.mostTriedDraws)
        var found = (0..<drawn).map { $0 * draws / drawn }
        var weight = draws
        for axis in axes.reversed() {
            found += (1..<max(1, axis.nodes.count)).map { $0 * weight }
            weight *= axis.nodes.count
        }
        return found
    }

    private func spec(ofPoint point: Int) throws(SpecError) -> Spec {
        var root = base
        let values = zip(keys, nodes(ofPoint: point)).map { ($0, $1) }
        for (key, value) in values where key == Self.lengthKey {
            guard let length = value.whole, length > 0 else {
                throw SpecError(
                    source: source, line: value.line, key: key,
                    problem: "\(value.oneLine.shortened()): expected a whole number from 1")
            }
            try resize(&root, to: length, line: value.line)
        }
        for (key, value) in values where key != Self.lengthKey {
            try SpecOverride(key, value, option: .sweep).apply(to: &root)
        }
        return try Spec(SpecNode(root, source: source, format: Spec.format(root), option: .sweep))
    }

    private func resize(_ root: inout Node, to length: Int, line: Int?) throws(SpecError) {
        do throws(SpecError) {
            try Spec.resize(&root, to: length)
        } catch {
            throw SpecError(source: source, line: line, key: Self.lengthKey, problem: error.problem)
        }
    }

    /// The same error, which says of which point it is.
    private func named(_ error: SpecError, _ point: Int) -> SpecError {
        guard !keys.isEmpty else { return error }
        var error = error
        error.problem += " (with \(words(ofPoint: point).shortened(to: 200)))"
        return error
    }
}
