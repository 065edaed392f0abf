internal import Diagnostics
internal import Foundation
internal import Plots

/// What part of the space of activations a drawing shows, and how long its arrows are.
struct GeometryView: Hashable {
    /// The interval of each axis.
    let domains: [AxisDomain]
    /// Whether one unit is as long on every axis.
    let hasEqualScales: Bool
    /// What the rows are multiplied with to be seen: 1, 2 or 5 times a power of ten.
    let arrowFactor: Double
    /// The largest activation.
    let size: Double

    /// Activations that differ by more than this between units get scales of their own.
    private static let mostUnequal = 8.0

    /// Chooses a view of vectors of one length: points, those that they come from, rows, and where points must lie.
    init(points: [[Double]], preactivations: [[Double]], rows: [[Double]], targets: [[Double]]) {
        let dimension = rows.first?.count ?? 0
        let largest = (0..<dimension).map { k in points.map { $0[k] }.max() ?? 0 }
        let most = largest.max() ?? 0
        let size = most > 0 ? most : 1
        let least = largest.filter { $0 > 0 }.min() ?? size
        let isEqual = size <= Self.mostUnequal * least
        // A unit that is dead has no size of its own.
        let sizes = largest.map { isEqual || $0 <= 0 ? size : $0 }
        let longest =
            rows.flatMap { row -> [Double] in
                isEqual ? [row.reduce(0) { $0 + $1 * $1 }.squareRoot() / size] : zip(row, sizes).map { abs($0) / $1 }
            }.max() ?? 0
        let factor = Self.factor(longest > 0 ? 0.75 / longest : 1)
        self.size = size
        hasEqualScales = isEqual
        arrowFactor = factor
        domains = (0..<dimension).map { k in
            let tips = rows.map { $0[k] * factor }
            let low = max(preactivations.map { $0[k] }.min() ?? 0, -1.1 * sizes[k])
            let near = targets.filter { target in zip(target, sizes).allSatisfy { abs($0) <= 1.3 * $1 } }.map { $0[k] }
            let high = max(largest[k], tips.max() ?? 0, near.max() ?? 0, 0.25 * sizes[k])
            let ends = (min(low, tips.min() ?? 0, near.min() ?? 0, 0), high)
            let margin = 0.1 * max(ends.1 - ends.0, isEqual ? 0.6 * size : 0)
            return AxisDomain(ends.0 - margin, ends.1 + margin)
        }
    }

    /// How long rows are drawn, to go after one; empty where they have their own length.
    var arrowWords: String {
        guard arrowFactor != 1 else { return "" }
        return "; rows are drawn \(NumberText.typeset(arrowFactor)) times as long"
    }

    /// Whether a point lies in the view.
    func shows(_ point: [Double]) -> Bool {
        zip(point, domains).allSatisfy { $0 >= $1.lower && $0 <= $1.upper }
    }

    /// Whether two points are drawn nearly at one place: a fiftieth of the view apart, or less, along every axis.
    func areClose(_ a: [Double], _ b: [Double]) -> Bool {
        zip(zip(a, b), domains).allSatisfy { abs($0.0 - $0.1) <= ($1.upper - $1.lower) / 50 }
    }

    /// The largest of 1, 2, 5, 10, … that is not above `limit`; 1 where that is long enough.
    private static func factor(_ limit: Double) -> Double {
        if limit >= 1, limit < 4 { return 1 }
        let decade = pow(10, log10(limit).rounded(.down))
        return [5.0, 2].first { $0 * decade <= limit }.map { $0 * decade } ?? decade
    }
}
