public import Exact

/// The common points of several hyperplanes.
public enum HyperplaneIntersection: Sendable, Hashable {
    /// There is no common point.
    case empty
    /// There is one common point.
    case point([Rational])
    /// The common points form a flat of a dimension above 0, through the given point.
    case flat(dimension: Int, through: [Rational])

    /// The largest length of numbers, in bits, that elimination may reach, and the largest number of operations on
    /// 64-bit words.
    private static let (mostBits, mostOperations) = (4_000, 20_000_000)

    /// Solves W a = level for the common points; nil where elimination would reach numbers of more than about 4,000
    /// bits, or would take more than 20 million operations on 64-bit words.
    ///
    /// - Complexity: two eliminations of W.
    public init?(of hyperplanes: [OutputHyperplane], dimension: Int) {
        let rows = ExactMatrix(
            rows: hyperplanes.count, columns: dimension, elements: hyperplanes.flatMap(\.normal))
        let rank = min(hyperplanes.count, dimension)
        let bits = rank * rows.integerBits
        let operations = rank * hyperplanes.count * dimension * (1 + bits / 64)
        guard bits <= Self.mostBits, operations <= Self.mostOperations else { return nil }
        guard let point = rows.solution(of: hyperplanes.map(\.level)) else {
            self = .empty
            return
        }
        let freedom = dimension - rows.rank
        self = freedom == 0 ? .point(point) : .flat(dimension: freedom, through: point)
    }
}
