public import Exact

/// What hyperplanes have in common.
public enum HyperplaneIntersection: Sendable, Hashable {
    /// No point.
    case empty
    /// One point.
    case point([Rational])
    /// A flat of a dimension above 0, through a point.
    case flat(dimension: Int, through: [Rational])

    /// The longest numbers, in bits, that elimination may come to, and the most operations on words of 64 bits.
    private static let (mostBits, mostOperations) = (4_000, 20_000_000)

    /// The common points of hyperplanes: the solutions of W a = level; nil where elimination would come to numbers of more than about
    /// 4,000 bits, or would take more than 20 million operations on words of 64 bits.
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
