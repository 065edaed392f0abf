internal import BigInt

extension ExactMatrix {
    /// The rank of the matrix.
    ///
    /// - Complexity: O(rows² · columns) integer operations.
    public var rank: Int { Elimination(self).rank }

    /// The columns that are independent of all columns before them; they span the column space: `[rows × rank]`.
    public var columnBasis: ExactMatrix {
        let pivots = Elimination(self).pivotColumns
        return ExactMatrix(
            rows: rows, columns: pivots.count, elements: (0..<rows).flatMap { i in pivots.map { self[i, $0] } })
    }

    /// The bits of the largest entry after all are multiplied by one power of two that makes them integers; for a
    /// quotient, numerator and denominator both count.
    public var integerBits: Int {
        let ranges = elements.lazy.filter { !$0.isZero }.map(\.bitRange)
        guard let low = ranges.map(\.lowerBound).min(), let top = ranges.map(\.upperBound).max() else { return 0 }
        return top - low
    }

    /// The determinant of a square matrix; 1 for a matrix without rows.
    public var determinant: Rational {
        precondition(rows == columns, "matrix: only a square one has a determinant")
        let elimination = Elimination(self)
        guard elimination.rank == rows else { return .zero }
        let value = Rational(numerator: elimination.scale, exponent: 0)
        let multiplier = elimination.multipliers.reduce(Rational.one, *)
        return (elimination.isOddPermutation ? -value : value) / multiplier
    }

    /// A solution x of A x = b, with its free entries 0; nil where there is none.
    public func solution(of b: [Rational]) -> [Rational]? {
        solution(of: ExactMatrix(rows: b.count, columns: 1, elements: b))?.elements
    }

    /// A solution X of A X = B, `[columns × columns of B]`, with its free rows 0; nil where there is none.
    ///
    /// - Complexity: O(rows² · (columns + columns of B)) integer operations.
    public func solution(of b: ExactMatrix) -> ExactMatrix? {
        let elimination = Elimination(appending(columns: b), pivotableColumns: columns)
        let isConsistent = elimination.entries.dropFirst(elimination.rank).allSatisfy { row in
            row.dropFirst(columns).allSatisfy(\.isZero)
        }
        guard isConsistent else { return nil }
        var x = ExactMatrix(rows: columns, columns: b.columns)
        for (r, column) in elimination.pivotColumns.enumerated() {
            for j in 0..<b.columns {
                x[column, j] = elimination.quotient(elimination.entries[r][columns + j])
            }
        }
        return x
    }

    /// A basis of { x : A x = 0 } of integer vectors, one for each column without a pivot.
    public var nullSpace: [[Rational]] {
        let elimination = Elimination(self)
        let pivots = Set(elimination.pivotColumns)
        return (0..<columns).filter { !pivots.contains($0) }.map { free in
            var vector = [BigInt](repeating: 0, count: columns)
            vector[free] = elimination.scale
            for (r, column) in elimination.pivotColumns.enumerated() { vector[column] = -elimination.entries[r][free] }
            return Self.primitive(vector)
        }
    }

    /// A basis of { v : v A = 0 }.
    public var leftNullSpace: [[Rational]] { transposed().nullSpace }

    /// The vector divided by the greatest common divisor of its entries.
    static func primitive(_ vector: [BigInt]) -> [Rational] {
        var divisor: BigInt = 0
        for value in vector where !value.isZero {
            divisor = divisor.greatestCommonDivisor(with: value)
            if divisor == 1 { break }
        }
        return vector.map { Rational(numerator: divisor > 1 ? $0 / divisor : $0, exponent: 0) }
    }
}

extension Elimination {
    /// The entry divided by the common scale.
    func quotient(_ entry: BigInt) -> Rational {
        if entry.isZero { return .zero }
        return scale.sign == .minus
            ? Rational(numerator: -entry, denominator: -scale, exponent: 0)
            : Rational(numerator: entry, denominator: scale, exponent: 0)
    }
}
