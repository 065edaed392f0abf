internal import Descriptions
internal import Diagnostics
internal import Experiments
internal import Networks
internal import Plots

/// The figures of a sweep: how its measures depend on its keys.
struct SweepFigures {
    /// A key with many values is drawn as points instead of bands.
    private static let mostGroups = 200
    /// Of a cloud of points so many are drawn.
    private static let mostPoints = 5000
    /// A heat map has at most so many cells on a side.
    private static let mostCells = 60

    private let columns: SweepColumns
    private var sweep: Sweep { columns.sweep }

    init(_ columns: SweepColumns) { self.columns = columns }

    /// The figures in the order of a report.
    var all: [ReportFigure] {
        guard columns.count > 0 else { return [] }
        let varied = sweep.keys.indices.filter { key in
            columns.values[key].contains { $0 != columns.values[key].first }
        }
        let overKeys = varied.flatMap { key in
            [success(overKey: key)].compactMap(\.self)
                + sweep.measures.indices.compactMap { band(of: $0, overKey: key) }
        }
        return overKeys + maps(varied) + sweep.measures.indices.compactMap(histogram) + [scatter].compactMap(\.self)
    }

    /// A name for an anchor.
    private static func id(_ parts: String...) -> String {
        parts.map { String($0.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }) }.joined(separator: "-")
    }

    // MARK: Over one key

    /// The horizontal axis of a key, and the place of each of its values on it.
    private struct KeyAxis {
        let axis: Axis
        let groups: [(value: String, runs: [Int])]
        let places: [Double]
    }

    private func isLogarithmic(_ key: Int, _ numbers: [Double]) -> Bool {
        if sweep.axes.indices.contains(key), sweep.axes[key].isLogarithmic { return true }
        if sweep.draws?.isLogarithmic(sweep.keys[key]) == true { return true }
        guard let least = numbers.min(), let most = numbers.max(), least > 0 else { return false }
        return numbers.count > 2 && most >= 50 * least
    }

    private func keyAxis(_ key: Int) -> KeyAxis {
        let groups = columns.groups(byKey: key)
        let numbers = groups.map { Double($0.value.filter { $0 != "_" }) ?? .nan }
        let name = sweep.keys[key]
        guard numbers.allSatisfy(\.isFinite) else {
            let ticks = groups.indices.map { AxisTick(value: Double($0), label: groups[$0].value.shortened(to: 24)) }
            return KeyAxis(
                axis: Axis(name, domain: AxisDomain(-0.5, Double(groups.count) - 0.5), namedTicks: ticks),
                groups: groups, places: groups.indices.map(Double.init))
        }
        let order = numbers.indices.sorted { numbers[$0] < numbers[$1] }
        return KeyAxis(
            axis: Axis(name, scale: isLogarithmic(key, numbers) ? .log10 : .linear),
            groups: order.map { groups[$0] }, places: order.map { numbers[$0] })
    }

    private func finite(_ measure: Int, _ runs: [Int]) -> [Double] {
        runs.map { columns.measures[measure][$0] }.filter(\.isFinite)
    }

    /// Whether a measure is drawn on a logarithmic axis: positive numbers over more than a decade and a half.
    private func isLogarithmic(_ values: [Double]) -> Bool {
        guard let least = values.min(), let most = values.max(), least > 0 else { return false }
        return most >= 30 * least
    }

    /// Medians of a measure with quantile bands over the values of a key; points where there are many values.
    func band(of measure: Int, overKey key: Int) -> ReportFigure? {
        let name = sweep.measures[measure]
        guard columns.groups(byKey: key).count <= Self.mostGroups else { return points(of: measure, overKey: key) }
        let axis = keyAxis(key)
        let found = zip(axis.places, axis.groups).compactMap { place, group in
            SeedStatistics.Quantiles(finite(measure, group.runs)).map { (place: place, quantiles: $0) }
        }
        guard let first = found.first, found.count > 1 else { return nil }
        let all = found.flatMap { [$0.quantiles.least, $0.quantiles.greatest] }
        guard all.contains(where: { $0 != all.first }) else { return nil }
        let isLog = isLogarithmic(all)
        func line(_ value: KeyPath<SeedStatistics.Quantiles, Double>) -> [PlotPoint] {
            found.map { PlotPoint($0.place, $0.quantiles[keyPath: value]) }
        }
        let marks: [Mark] = [
            .band(lower: line(\.least), upper: line(\.greatest), Series("all runs", .muted)),
            .band(lower: line(\.lowerQuartile), upper: line(\.upperQuartile), Series("middle half")),
            .line(line(\.median), Series("median")), .points(line(\.median), Series()),
        ]
        let title = "\(name.name) over \(sweep.keys[key])"
        let last = found.last ?? first
        let (low, high) = (first.quantiles.median, last.quantiles.median)
        let others = sweep.keys.indices.filter { $0 != key }.map { sweep.keys[$0] }
        return ReportFigure(
            id: Self.id("band", name.name, sweep.keys[key]), title: title,
            caption: "The \(name.title) of the runs with each value: median, middle half and all. The median goes from "
                + "\(NumberText.number(low)) to \(NumberText.number(high))."
                + (others.isEmpty ? "" : " Runs with all values of \(others.joined(separator: ", ")) together.")
                + columns.leftOut(),
            drawing: Chart(
                title, description: "Median and quantiles of \(name.title) over \(sweep.keys[key]).", x: axis.axis,
                y: Axis(name.name, scale: isLog ? .log10 : .linear), marks: marks, labels: .key, showsTitle: false))
    }

    private func points(of measure: Int, overKey key: Int) -> ReportFigure? {
        let name = sweep.measures[measure]
        let (xs, ys) = (columns.numbers(ofKey: key), columns.measures[measure])
        return cloud(
            xs, ys, id: Self.id("points", name.name, sweep.keys[key]), title: "\(name.name) over \(sweep.keys[key])",
            caption: "Each point is a run.",
            x: Axis(sweep.keys[key], scale: isLogarithmic(key, xs) ? .log10 : .linear), y: name.name)
    }

    /// The share of successes over the values of a key, with intervals.
    func success(overKey key: Int) -> ReportFigure? {
        guard !columns.successes.isEmpty, columns.groups(byKey: key).count <= Self.mostGroups else { return nil }
        let axis = keyAxis(key)
        let found = zip(axis.places, axis.groups).compactMap { place, group in
            WilsonInterval(successes: group.runs.count { columns.successes[$0] }, of: group.runs.count).map {
                (place: place, value: group.value, interval: $0)
            }
        }
        guard found.count > 1, let best = found.max(by: { $0.interval.share < $1.interval.share }) else { return nil }
        let name = sweep.keys[key]
        let marks: [Mark] = [
            .band(
                lower: found.map { PlotPoint($0.place, $0.interval.lower) },
                upper: found.map { PlotPoint($0.place, $0.interval.upper) }, Series("95 % interval")),
            .line(found.map { PlotPoint($0.place, $0.interval.share) }, Series("share of successes")),
            .points(found.map { PlotPoint($0.place, $0.interval.share) }, Series()),
        ]
        return ReportFigure(
            id: Self.id("success", name), title: "Success over \(name)",
            caption:
                "The share of runs that meet the goal (\(SweepText.words(sweep.goal))), with Wilson's interval of 95 %. "
                + "It is greatest, \(NumberText.percent(best.interval.share)) (\(NumberText.percent(best.interval.lower)) to "
                + "\(NumberText.percent(best.interval.upper))), at \(best.value).",
            drawing: Chart(
                "Success over \(name)", description: "Share of successful runs with 95 % intervals over \(name).",
                x: axis.axis, y: Axis("share of successes", domain: AxisDomain(0, 1)), marks: marks, labels: .key,
                showsTitle: false))
    }

    // MARK: Over two keys

    /// Heat maps over the first two keys of the grid that vary: of successes, and of the median of the first measure.
    private func maps(_ varied: [Int]) -> [ReportFigure] {
        let keys = varied.filter { key in
            sweep.axes.indices.contains(key) && sweep.axes[key].values.count <= Self.mostCells
        }
        guard keys.count > 1 else { return [] }
        let (row, column) = (keys[0], keys[1])
        var figures: [ReportFigure] = []
        if !columns.successes.isEmpty {
            figures.append(
                map(row, column, id: "success", title: "Success", value: Axis("share of successes", domain: 0...1)) {
                    runs in
                    Double(runs.count { columns.successes[$0] }) / Double(max(1, runs.count))
                })
        }
        if let name = sweep.measures.first {
            let all = finite(0, Array(0..<columns.count))
            figures.append(
                map(
                    row, column, id: name.name, title: "Median of \(name.name)",
                    value: Axis(name.name, scale: isLogarithmic(all) ? .log10 : .linear), note: columns.leftOut()
                ) { runs in SeedStatistics.Quantiles(finite(0, runs))?.median ?? .nan })
        }
        return figures
    }

    private func map(
        _ row: Int, _ column: Int, id: String, title: String, value: Axis, note: String = "",
        _ cell: ([Int]) -> Double
    ) -> ReportFigure {
        let (xs, ys) = (columns.groups(byKey: column), columns.groups(byKey: row))
        let placeX = Dictionary(uniqueKeysWithValues: xs.enumerated().map { ($0.element.value, $0.offset) })
        var cells = [[[Int]]](repeating: [[Int]](repeating: [], count: xs.count), count: ys.count)
        let perRun = xs.reduce(into: [Int](repeating: 0, count: columns.count)) { places, group in
            for run in group.runs { places[run] = placeX[group.value] ?? 0 }
        }
        for (y, group) in ys.enumerated() { for run in group.runs { cells[y][perRun[run]].append(run) } }
        func ticks(_ groups: [(value: String, runs: [Int])]) -> [AxisTick] {
            let step = max(1, groups.count / 12)
            return stride(from: 0, to: groups.count, by: step).map {
                AxisTick(value: Double($0), label: groups[$0].value.shortened(to: 16))
            }
        }
        let (nameX, nameY) = (sweep.keys[column], sweep.keys[row])
        let heading = "\(title) over \(nameX) and \(nameY)"
        return ReportFigure(
            id: Self.id("map", id, nameX, nameY), title: heading,
            caption: "Each cell has the runs with its two values; hatched cells have none." + note,
            drawing: HeatMap(
                heading, description: heading, rows: cells.map { $0.map { $0.isEmpty ? .nan : cell($0) } },
                x: Axis(nameX, namedTicks: ticks(xs)), y: Axis(nameY, namedTicks: ticks(ys)), value: value,
                showsTitle: false))
    }

    // MARK: Measures alone

    private func histogram(_ measure: Int) -> ReportFigure? {
        let name = sweep.measures[measure]
        let values = finite(measure, Array(0..<columns.count))
        let histogram = Histogram(values)
        let zeros = values.count { $0 == 0 }
        guard values.count > 1, !histogram.isOne, histogram.bins.count > 1 else { return nil }
        let negative = values.count { $0 < 0 }
        var marks: [Mark] = [.area(histogram.bars, Series("runs"))]
        if zeros > 0 { marks.append(.note("\(NumberText.plural(zeros, "run")): exactly 0")) }
        let title = "How \(name.name) is distributed"
        let median = SeedStatistics.Quantiles(values)?.median ?? .nan
        return ReportFigure(
            id: Self.id("histogram", name.name), title: title,
            caption: "The \(name.title) of \(NumberText.count(values.count)) runs; its median is "
                + "\(NumberText.number(median))."
                + (negative > 0 ? " \(NumberText.plural(negative, "negative value")) not drawn." : "")
                + columns.leftOut(),
            drawing: HistogramFigure(
                chart: Chart(
                    title, description: "Histogram of \(name.title).",
                    x: Axis(name.name, scale: histogram.isLogarithmic ? .log10 : .linear),
                    y: Axis("runs", includesZero: true, isWhole: true), marks: marks, labels: .none, height: 260,
                    showsTitle: false), histogram: histogram, zeros: zeros))
    }

    /// The first two measures against each other.
    private var scatter: ReportFigure? {
        guard sweep.measures.count > 1 else { return nil }
        let (x, y) = (sweep.measures[0], sweep.measures[1])
        let xs = columns.measures[0]
        return cloud(
            xs, columns.measures[1], id: Self.id("scatter", x.name, y.name), title: "\(y.name) against \(x.name)",
            caption: "Each point is a run.",
            x: Axis(x.name, scale: isLogarithmic(xs.filter(\.isFinite)) ? .log10 : .linear), y: y.name)
    }

    private func cloud(
        _ xs: [Double], _ ys: [Double], id: String, title: String, caption: String, x: Axis, y: String
    ) -> ReportFigure? {
        let placed = zip(xs, ys).filter { $0.isFinite && $1.isFinite }
        let shown = stride(
            from: 0, to: placed.count, by: max(1, (placed.count + Self.mostPoints - 1) / Self.mostPoints)
        )
        .map { PlotPoint(placed[$0].0, placed[$0].1) }
        guard shown.count > 1, Set(placed.map(\.1)).count > 1 || Set(placed.map(\.0)).count > 1 else { return nil }
        let left = placed.count - shown.count
        return ReportFigure(
            id: id, title: title,
            caption: caption
                + (left > 0
                    ? " \(NumberText.count(shown.count)) of \(NumberText.count(placed.count)) runs are drawn." : "")
                + columns.leftOut(),
            drawing: Chart(
                title, description: title, x: x,
                y: Axis(y, scale: isLogarithmic(placed.map(\.1)) ? .log10 : .linear),
                marks: [.points(shown, Series())], labels: .none, showsTitle: false))
    }
}
