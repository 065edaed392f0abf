internal import Diagnostics
internal import Experiments
internal import RunStore

/// The rows of a sweep as columns of numbers.
struct SweepColumns {
    let sweep: Sweep
    /// The point of each run.
    private(set) var points: [Int] = []
    /// Whether each run met the goal; empty without a goal.
    private(set) var successes: [Bool] = []
    /// Whether each run diverged.
    private(set) var diverged: [Bool] = []
    /// The measures, each with the value of every run; NaN where a run has none, and for one that diverged.
    private(set) var measures: [[Double]]
    /// The number of runs by how they ended.
    private(set) var endings: [SweepRow.Ending: Int] = [:]
    /// The seconds of all runs together.
    private(set) var seconds = 0.0
    /// The damaged lines that were left out.
    let damage: SweepDamages
    /// The values of the points: for each key, that of every point that has a run.
    private(set) var values: [[String]] = []
    private(set) var numbers: [[Double]] = []

    /// The number of runs that have ended.
    var count: Int { points.count }

    /// Reads the rows of a folder.
    ///
    /// - Throws: for a damaged line, unless `force` is true.
    init(_ folder: SweepFolder, force: Bool) throws {
        let sweep = folder.sweep
        self.sweep = sweep
        var (points, successes, diverged) = ([Int](), [Bool](), [Bool]())
        var (endings, seconds) = ([SweepRow.Ending: Int](), 0.0)
        var measures = [[Double]](repeating: [], count: sweep.measures.count)
        damage = try folder.forEachRow(force: force) { row in
            points.append(row.id / sweep.seeds.count)
            if let success = row.isSuccess(in: sweep) { successes.append(success) }
            diverged.append(row.status == .diverged)
            for (k, value) in row.measures.enumerated() {
                measures[k].append(row.status == .diverged ? .nan : value ?? .nan)
            }
            endings[row.status, default: 0] += 1
            seconds += row.seconds
        }
        (self.points, self.successes, self.measures, self.endings) = (points, successes, measures, endings)
        (self.diverged, self.seconds) = (diverged, seconds)
        var known: [Int: Int] = [:]
        var texts: [[String]] = []
        places = points.map { point in
            if let place = known[point] { return place }
            known[point] = texts.count
            texts.append(sweep.values(ofPoint: point))
            return texts.count - 1
        }
        values = sweep.keys.indices.map { k in texts.map { $0[k] } }
        numbers = values.map { column in column.map { Double($0.filter { $0 != "_" }) ?? .nan } }
    }

    /// The place of each run's point in ``values``.
    private let places: [Int]

    /// The value of a key in each run, as a number; NaN where it is none.
    func numbers(ofKey key: Int) -> [Double] { places.map { numbers[key][$0] } }

    /// The runs by the value of a key, in the order of the grid, or of the numbers.
    func groups(byKey key: Int) -> [(value: String, runs: [Int])] {
        var runs: [String: [Int]] = [:]
        for (run, place) in places.enumerated() { runs[values[key][place], default: []].append(run) }
        let order = sweep.axes.indices.contains(key) ? sweep.axes[key].values : Self.inOrder(Array(runs.keys))
        return order.compactMap { value in runs[value].map { (value, $0) } }
    }

    /// Values in the order of their numbers; words, in that of the alphabet, after them.
    static func inOrder(_ values: [String]) -> [String] {
        let numbered = values.map { value -> (value: String, number: Double) in
            (value, Double(value.filter { $0 != "_" }) ?? .infinity)
        }
        return numbered.sorted { ($0.number, $0.value) < ($1.number, $1.value) }.map(\.value)
    }

    /// " 12 of 600 runs diverged and are left out.", for a caption; empty where none did.
    func leftOut() -> String {
        let count = diverged.count { $0 }
        guard count > 0 else { return "" }
        return " \(NumberText.count(count)) of \(NumberText.plural(self.count, "run")) diverged and "
            + (count == 1 ? "is left out." : "are left out.")
    }
}
