internal import BigInt

/// The first phase of the simplex method in integers: it decides whether there is an x ≥ 0 with M x = c.
///
/// The tableau has one artificial variable for each row, and the sum of the artificial variables is minimised. Entering
/// and leaving variables are chosen by Bland's rule (the least index), under which the method cannot cycle. Pivoting
/// divides by the previous pivot without remainder, as in ``Elimination``, so that no fractions appear.
///
/// Sources: R. G. Bland, New finite pivoting rules for the simplex method, Math. Oper. Res. 2 (1977); J. Edmonds,
/// Systems of distinct representatives and linear algebra, J. Res. NBS 71B (1967) for pivoting without fractions.
struct ExactSimplex {
    enum Outcome {
        /// A solution x ≥ 0 of M x = c.
        case solution([Rational])
        /// A witness y with y M ≤ 0 and y·c > 0 that there is no solution.
        case witness([Rational])
    }

    private var tableau: [[BigInt]]
    private var reducedCosts: [BigInt]
    private var basis: [Int]
    private var scale: BigInt = 1
    private let variables: Int
    private let negated: [Bool]

    /// Creates the tableau from M, row by row, and c.
    init(_ matrix: [[BigInt]], _ right: [BigInt]) {
        let rows = matrix.count
        let columns = matrix.first?.count ?? 0
        variables = columns
        negated = right.map { $0.sign == .minus }
        let tableau = (0..<rows).map { i -> [BigInt] in
            let sign: BigInt = right[i].sign == .minus ? -1 : 1
            return matrix[i].map { $0 * sign } + (0..<rows).map { $0 == i ? 1 : 0 } + [right[i] * sign]
        }
        self.tableau = tableau
        basis = (0..<rows).map { columns + $0 }
        // The reduced costs: 1 for artificial variables, minus those of the rows in which they stand.
        reducedCosts = (0...(columns + rows)).map { j in
            j >= columns && j < columns + rows ? 0 : -tableau.reduce(BigInt(0)) { $0 + $1[j] }
        }
    }

    /// Pivots until no reduced cost is negative.
    mutating func solve() -> Outcome {
        while let entering = (0..<variables).first(where: { reducedCosts[$0].sign == .minus }) {
            // The sum of the artificial variables is bounded below, so that some row limits the step.
            guard let leaving = leavingRow(for: entering) else { break }
            pivot(leaving, entering)
        }
        let last = variables + basis.count
        if reducedCosts[last].isZero {
            var x = [Rational](repeating: .zero, count: variables)
            for (row, variable) in basis.enumerated() where variable < variables {
                x[variable] = quotient(tableau[row][last])
            }
            return .solution(x)
        }
        return .witness(
            basis.indices.map { i in
                let y = quotient(scale - reducedCosts[variables + i])
                return negated[i] ? -y : y
            })
    }

    private func leavingRow(for entering: Int) -> Int? {
        let last = variables + basis.count
        var best: Int?
        for i in tableau.indices where tableau[i][entering].signum() > 0 {
            guard let current = best else {
                best = i
                continue
            }
            let (left, right) = (
                tableau[i][last] * tableau[current][entering], tableau[current][last] * tableau[i][entering]
            )
            if left < right || (left == right && basis[i] < basis[current]) { best = i }
        }
        return best
    }

    private mutating func pivot(_ row: Int, _ column: Int) {
        let pivotRow = tableau[row]
        let pivot = pivotRow[column]
        for i in tableau.indices where i != row { Self.eliminate(&tableau[i], pivotRow, column, pivot, scale) }
        Self.eliminate(&reducedCosts, pivotRow, column, pivot, scale)
        scale = pivot
        basis[row] = column
    }

    private static func eliminate(
        _ row: inout [BigInt], _ pivotRow: [BigInt], _ column: Int, _ pivot: BigInt, _ scale: BigInt
    ) {
        let factor = row[column]
        if factor.isZero, pivot == scale { return }
        for j in row.indices {
            if row[j].isZero, factor.isZero || pivotRow[j].isZero { continue }
            var value = row[j] * pivot
            if !factor.isZero, !pivotRow[j].isZero { value -= factor * pivotRow[j] }
            row[j] = scale == 1 ? value : value / scale
        }
    }

    private func quotient(_ value: BigInt) -> Rational { Rational(numerator: value, denominator: scale, exponent: 0) }
}
