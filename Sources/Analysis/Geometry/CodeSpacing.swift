public import Exact

/// Whether the codes of signals, and with them the points on the line of preactivations, are equally spaced by
/// position.
///
/// Between neighbours the code changes by (z' − z)/(θ' − θ) for each position, and u = z w + b by w times that. Equal
/// steps, that is, a code affine in θ, are what the paper calls a linear encoder (Three layers autoencoder, section
/// 3.3.2).
public struct CodeSpacing: Sendable, Hashable {
    /// The samples in increasing order of their position.
    public let order: [Int]
    /// The change of the code for one position, for each neighbouring pair.
    public let steps: [Rational]

    /// Compares the codes of samples; nil for fewer than two, and where two have the same position.
    public init?(codes: [Rational], positions: [Rational]) {
        precondition(codes.count == positions.count, "one position for each code")
        guard codes.count >= 2, Set(positions).count == positions.count else { return nil }
        let order = positions.indices.sorted { positions[$0] < positions[$1] }
        self.order = order
        steps = zip(order, order.dropFirst()).map { i, next in
            (codes[next] - codes[i]) / (positions[next] - positions[i])
        }
    }

    /// The differences of neighbouring steps; for consecutive positions these are the second differences of the code.
    ///
    /// The second differences of the points u are w times these.
    public var secondDifferences: [Rational] { zip(steps, steps.dropFirst()).map { $1 - $0 } }

    /// Whether all steps are exactly equal.
    public var isEqual: Bool { secondDifferences.allSatisfy(\.isZero) }

    /// The smallest and the largest step.
    public var extremes: (least: Rational, most: Rational) {
        steps.dropFirst().reduce((steps[0], steps[0])) { (min($0.least, $1), max($0.most, $1)) }
    }
}
