public import Exact

/// What hyperplanes have in common.
public enum HyperplaneIntersection: Sendable, Hashable {
    /// No point.
    case empty
    /// One point.
    case point([Rational])
    /// A flat of a dimension above 0, through a point.
    case flat(dimension: Int, through: [Rational])

    /// The common points of hyperplanes: the solutions of W a = level.
    ///
    /// - Complexity: two eliminations of W.
    public init(of hyperplanes: [OutputHyperplane], dimension: Int) {
        let rows = ExactMatrix(
            rows: hyperplanes.count, columns: dimension, elements: hyperplanes.flatMap(\.normal))
        guard let point = rows.solution(of: hyperplanes.map(\.level)) else {
            self = .empty
            return
        }
        let freedom = dimension - rows.rank
        self = freedom == 0 ? .point(point) : .flat(dimension: freedom, through: point)
    }
}
