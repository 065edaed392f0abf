internal import Exact

/// Whether a hyperplane and a half-space meet the orthant of points without a negative entry, by linear programming in
/// the entries.
struct FirstOrthant: CustomStringConvertible {
    /// The normal w.
    let normal: [Rational]

    /// All w of a length with entries −1, 0, 1, except 0.
    static func signs(_ length: Int) -> [FirstOrthant] {
        let count = (0..<length).reduce(1) { product, _ in 3 * product }
        return (0..<count).map { code in
            var rest = code
            return FirstOrthant(
                normal: (0..<length).map { _ in
                    defer { rest /= 3 }
                    return Rational(rest % 3 - 1)
                })
        }.filter { $0.normal.contains { !$0.isZero } }
    }

    var description: String { "w = \(normal)" }

    /// Whether some a ≥ 0 has a·w = 1.
    var meetsHyperplane: Bool { isPossible([(normal, .one)]) }

    /// Whether some a ≥ 0 has a·w ≤ 0.
    var meetsHalfSpace: Bool { isPossible([(normal, .zero)]) }

    /// Whether some a ≥ 0 other than the origin has a·w ≤ 0.
    var meetsHalfSpaceElsewhere: Bool {
        isPossible([(normal, .zero), (Array(repeating: .one, count: normal.count), .one)])
    }

    /// Whether some a ≥ 0 has the given products with these vectors, at most 0 where the product is given as 0.
    private func isPossible(_ conditions: [(vector: [Rational], target: Rational)]) -> Bool {
        let signs = normal.indices.map { k in normal.indices.map { $0 == k ? Rational(-1) : .zero } }
        return OutputConstraints(
            activations: ExactMatrix(conditions.map(\.vector) + signs),
            targets: conditions.map(\.target) + signs.map { _ in .zero }
        ).decide().isFeasible
    }
}
