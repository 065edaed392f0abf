internal import COpenBLAS

extension Matrix where Element == Double {
    /// The singular values, decreasing, min(rows, columns) of them, by LAPACK.
    ///
    /// Each is within a few rounding errors of the *largest* one: small ones of a matrix whose condition number is
    /// beyond 1e15 are noise. Nil where an entry is infinite or NaN, or LAPACK does not converge.
    ///
    /// - Complexity: O(rows · columns · min(rows, columns)).
    public func singularValues() -> [Double]? {
        let count = Swift.min(rows, columns)
        guard elements.allSatisfy(\.isFinite) else { return nil }
        guard count > 0 else { return [] }
        _ = BLAS.oneThread
        // Fortran reads rows as columns: the transposed matrix has the same singular values.
        let (m, n) = (Int32(columns), Int32(rows))
        var copy = elements
        var values = [Double](repeating: 0, count: count)
        var integers = [Int32](repeating: 0, count: 8 * count)
        var info: Int32 = 0
        var best = 0.0
        dgesdd_("N", [m], [n], &copy, [m], &values, nil, [1], nil, [1], &best, [-1], &integers, &info, 1)
        var work = [Double](repeating: 0, count: Swift.max(1, Int(best)))
        dgesdd_(
            "N", [m], [n], &copy, [m], &values, nil, [1], nil, [1], &work, [Int32(work.count)], &integers, &info, 1)
        return info == 0 ? values : nil
    }
}
