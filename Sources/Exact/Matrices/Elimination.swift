internal import BigInt

/// The reduced echelon form of a matrix, computed in integers without fractions.
///
/// The rows of the input are first multiplied by positive numbers that make them integers. Then, with pivot p in row r
/// and column c, every other row i becomes (p·row_i − a_ic·row_r) / (previous pivot). The division has no remainder,
/// because all entries stay minors of the input. At the end row r holds ``scale`` in its pivot's column and 0 in the
/// columns of the other pivots.
///
/// Source: E. H. Bareiss, Sylvester's identity and multistep integer-preserving Gaussian elimination, Math. Comp. 22
/// (1968), in the Gauss–Jordan form.
///
/// - Complexity: O(rows² · columns) operations on integers of at most rank · (bits of an entry + log₂(rank)/2) bits.
struct Elimination {
    private(set) var entries: [[BigInt]]
    private(set) var pivotColumns: [Int] = []
    /// The last pivot, which is the value of every pivot at the end.
    private(set) var scale: BigInt = 1
    /// The number by which each row was multiplied.
    private(set) var multipliers: [Rational] = []
    private(set) var isOddPermutation = false

    /// Eliminates with pivots in the first `pivotableColumns` columns.
    init(_ matrix: ExactMatrix, pivotableColumns: Int? = nil) {
        entries = []
        for i in 0..<matrix.rows {
            let (row, multiplier) = Self.integers(matrix.row(i))
            entries.append(row)
            multipliers.append(multiplier)
        }
        for column in 0..<(pivotableColumns ?? matrix.columns) where pivotColumns.count < entries.count {
            pivot(on: column)
        }
    }

    var rank: Int { pivotColumns.count }

    private mutating func pivot(on column: Int) {
        let r = pivotColumns.count
        guard let found = (r..<entries.count).first(where: { !entries[$0][column].isZero }) else { return }
        if found != r {
            entries.swapAt(found, r)
            isOddPermutation.toggle()
        }
        let pivotRow = entries[r]
        let pivot = pivotRow[column]
        for i in entries.indices where i != r {
            let factor = entries[i][column]
            if factor.isZero, pivot == scale { continue }
            for j in pivotRow.indices {
                var value = entries[i][j]
                if value.isZero, factor.isZero || pivotRow[j].isZero { continue }
                value *= pivot
                if !factor.isZero, !pivotRow[j].isZero { value -= factor * pivotRow[j] }
                entries[i][j] = scale == 1 ? value : value / scale
            }
        }
        scale = pivot
        pivotColumns.append(column)
    }

    /// The row times the smallest number m > 0, up to a power of two, that makes all its entries integers.
    static func integers(_ row: ArraySlice<Rational>) -> (row: [BigInt], multiplier: Rational) {
        var common: BigInt = 1
        var exponent = Int.max
        for value in row where !value.isZero {
            let parts = value.parts
            exponent = min(exponent, parts.exponent)
            if parts.denominator != 1 {
                common *= parts.denominator / common.greatestCommonDivisor(with: parts.denominator)
            }
        }
        guard exponent != .max else { return (row.map { _ in 0 }, .one) }
        let integers = row.map { value -> BigInt in
            if value.isZero { return 0 }
            let parts = value.parts
            let scaled = parts.numerator << (parts.exponent - exponent)
            return common == 1 ? scaled : scaled * (common / parts.denominator)
        }
        return (integers, Rational(numerator: common, exponent: -exponent))
    }
}
