public import Exact
public import Networks

/// The spectral condition number κ(A) = ‖A‖₂ · ‖A⁻¹‖₂ of a matrix: its largest singular value over its smallest.
///
/// A small singular value that is computed in floating point has an error of the order of rounding in the *largest*
/// one, so that a quotient beyond 1e15 is noise. The largest singular values of A and of A⁻¹ are each computed to full
/// precision: where the inverse is known exactly, their product is right at any size that a `Double` holds.
///
/// The condition number of AᵀA, which least squares depends on, is κ(A)²: ``squared``.
///
/// Source: G. H. Golub, C. F. Van Loan, Matrix Computations, 4th edition, sections 2.6 and 8.6.
public struct ConditionNumber: Sendable, Hashable, Codable {
    /// The methods of computation.
    public enum Method: String, Sendable, Hashable, Codable {
        /// The largest and the smallest singular value of the matrix.
        case singularValues
        /// The largest singular values of the matrix and of its exact inverse.
        case exactInverse
    }

    /// ‖A‖₂, the largest singular value.
    public let norm: Double
    /// ‖A⁻¹‖₂, one over the smallest singular value.
    public let inverseNorm: Double
    /// The method by which it was computed.
    public let method: Method

    /// The largest condition number for which singular values alone are trusted, 1e13: their error is then at most
    /// about 1 %.
    public static let singularValueLimit = 1e13

    /// κ(A); finite.
    public var value: Double { norm * inverseNorm }
    /// κ(AᵀA) = κ(A)².
    public var squared: Double { value * value }

    /// Computes the condition number from the singular values of a matrix with any number of rows.
    ///
    /// With fewer rows than columns it is that of the transposed matrix.
    ///
    /// The result is nil
    /// - for a matrix without entries,
    /// - where an entry is infinite or NaN,
    /// - for a matrix without full rank,
    /// - beyond ``singularValueLimit``, where rounding would decide.
    ///
    /// - Complexity: O(rows · columns · min(rows, columns)).
    public init?(_ matrix: Matrix<Double>) {
        guard let values = matrix.singularValues(), let largest = values.first, let smallest = values.last,
            smallest > 0, largest / smallest <= Self.singularValueLimit
        else { return nil }
        self.init(norm: largest, inverseNorm: 1 / smallest, method: .singularValues)
    }

    /// Computes the condition number from the largest singular values of a square matrix and of its inverse, whose
    /// entries are each rounded from the exact number.
    ///
    /// It is not checked that one is the inverse of the other. Nil where an entry is infinite or NaN, for matrices
    /// without entries, and where the condition number is beyond the largest `Double`.
    ///
    /// - Complexity: O(rows³).
    public init?(_ matrix: Matrix<Double>, inverse: Matrix<Double>) {
        precondition(
            matrix.rows == matrix.columns && inverse.rows == inverse.columns && matrix.rows == inverse.rows,
            "condition number: a square matrix and its inverse, of one size")
        guard let norm = matrix.singularValues()?.first, let inverseNorm = inverse.singularValues()?.first else {
            return nil
        }
        self.init(norm: norm, inverseNorm: inverseNorm, method: .exactInverse)
    }

    /// Computes the condition number of a square matrix of rational numbers, from its singular values or, beyond
    /// ``singularValueLimit``, from its inverse.
    ///
    /// Nil for a matrix without an inverse, and for one whose inverse exceeds the range of `Double`.
    ///
    /// - Complexity: O(rows³), and as many operations on integers beyond the limit.
    public init?(_ matrix: ExactMatrix) {
        precondition(matrix.rows == matrix.columns, "condition number: only a square matrix has an inverse")
        let rounded = matrix.rounded
        if let simple = ConditionNumber(rounded) {
            self = simple
            return
        }
        var identity = ExactMatrix(rows: matrix.rows, columns: matrix.rows)
        for i in 0..<matrix.rows { identity[i, i] = .one }
        // Where A has no inverse, A X = 1 has no solution.
        guard let inverse = matrix.solution(of: identity) else { return nil }
        self.init(rounded, inverse: inverse.rounded)
    }

    private init?(norm: Double, inverseNorm: Double, method: Method) {
        guard norm > 0, inverseNorm > 0, (norm * inverseNorm).isFinite else { return nil }
        self.norm = norm
        self.inverseNorm = inverseNorm
        self.method = method
    }
}

extension ExactMatrix {
    /// Every entry rounded to the nearest `Double`.
    fileprivate var rounded: Matrix<Double> {
        Matrix(rows: rows, columns: columns, elements: elements.map(\.doubleValue))
    }
}
