internal import COpenBLAS
import Foundation

/// A symmetric matrix in double precision, `[order × order]`, for decompositions by LAPACK, on one thread.
struct SymmetricMatrix {
    /// The number of rows and columns.
    let order: Int
    /// All entries, both halves.
    var elements: [Double]

    /// Takes all entries.
    init(order: Int, elements: [Double]) {
        precondition(elements.count == order * order, "a square matrix")
        (self.order, self.elements) = (order, elements)
    }

    /// X with S X = B, for B `[order × columns]`, by a Cholesky decomposition; nil where S is not positive definite.
    ///
    /// - Complexity: O(order³ + order² · columns).
    func solution(of right: [Double], columns: Int) -> [Double]? {
        precondition(right.count == order * columns, "as many rows as the matrix has")
        guard order > 0, columns > 0 else { return right }
        _ = BLAS.oneThread
        var (factor, result) = (elements, right)
        let size = Int32(order)
        var info: Int32 = 0
        // Fortran's lower half, by columns, is the upper half by rows.
        dpotrf_("L", [size], &factor, [size], &info, 1)
        guard info == 0 else { return nil }
        for transpose in [CblasTrans, CblasNoTrans] {
            cblas_dtrsm(
                CblasRowMajor, CblasLeft, CblasUpper, transpose, CblasNonUnit, size, Int32(columns), 1, factor, size,
                &result, Int32(columns))
        }
        return result
    }

    /// S^power = Q diag((λ + shift)^power) Qᵀ, with eigenvalues λ below 0 taken as 0; nil where an entry is
    /// not finite, or LAPACK does not converge.
    ///
    /// - Complexity: O(order³).
    func power(_ power: Double, shift: Double) -> [Double]? {
        guard let (values, vectors) = eigen() else { return nil }
        let n = order
        var scaled = vectors
        for k in 0..<n {
            let factor = pow(max(0, values[k]) + shift, power)
            for j in 0..<n { scaled[k * n + j] *= factor }
        }
        var result = elements
        // Row k of `vectors` is the k-th eigenvector.
        MatrixProduct.multiply(
            rows: n, columns: n, terms: n, left: vectors, transposesLeft: true, right: scaled, into: &result)
        return result
    }

    /// The eigenvalues, increasing, and the eigenvectors as rows; nil where an entry is not finite, or LAPACK does not
    /// converge.
    func eigen() -> (values: [Double], vectors: [Double])? {
        guard order > 0 else { return ([], []) }
        guard elements.allSatisfy(\.isFinite) else { return nil }
        _ = BLAS.oneThread
        let size = Int32(order)
        var vectors = elements
        var values = [Double](repeating: 0, count: order)
        var info: Int32 = 0
        var (best, bestInteger) = (0.0, Int32(0))
        dsyevd_("V", "U", [size], &vectors, [size], &values, &best, [-1], &bestInteger, [-1], &info, 1, 1)
        var work = [Double](repeating: 0, count: max(1, Int(best)))
        var integers = [Int32](repeating: 0, count: max(1, Int(bestInteger)))
        dsyevd_(
            "V", "U", [size], &vectors, [size], &values, &work, [Int32(work.count)], &integers,
            [Int32(integers.count)], &info, 1, 1)
        return info == 0 ? (values, vectors) : nil
    }
}
