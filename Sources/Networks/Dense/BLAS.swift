internal import COpenBLAS

/// The one place that speaks to OpenBLAS. Matrices are row-major.
///
/// OpenBLAS runs with one thread: parallelism is over runs, so that no result depends on the number of cores.
enum BLAS {
    /// Evaluated before the first product.
    private static let oneThread: Void = openblas_set_num_threads(1)

    /// C ← op(A) op(B), C `[m × n]`, inner dimension k; op transposes where the flag says so.
    static func product(
        _ transposeA: Bool, _ transposeB: Bool, _ m: Int, _ n: Int, _ k: Int, _ a: UnsafePointer<Float>,
        _ b: UnsafePointer<Float>, _ c: UnsafeMutablePointer<Float>
    ) {
        _ = oneThread
        cblas_sgemm(
            CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans, Int32(m),
            Int32(n), Int32(k), 1, a, Int32(transposeA ? m : k), b, Int32(transposeB ? k : n), 0, c, Int32(n))
    }

    /// C ← op(A) op(B), C `[m × n]`, inner dimension k; op transposes where the flag says so.
    static func product(
        _ transposeA: Bool, _ transposeB: Bool, _ m: Int, _ n: Int, _ k: Int, _ a: UnsafePointer<Double>,
        _ b: UnsafePointer<Double>, _ c: UnsafeMutablePointer<Double>
    ) {
        _ = oneThread
        cblas_dgemm(
            CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans, Int32(m),
            Int32(n), Int32(k), 1, a, Int32(transposeA ? m : k), b, Int32(transposeB ? k : n), 0, c, Int32(n))
    }

    /// y ← op(A) x for A `[rows × columns]`.
    static func product(
        _ transpose: Bool, _ rows: Int, _ columns: Int, _ a: UnsafePointer<Float>, _ x: UnsafePointer<Float>,
        _ y: UnsafeMutablePointer<Float>
    ) {
        _ = oneThread
        cblas_sgemv(
            CblasRowMajor, transpose ? CblasTrans : CblasNoTrans, Int32(rows), Int32(columns), 1, a, Int32(columns), x,
            1, 0, y, 1)
    }

    /// y ← op(A) x for A `[rows × columns]`.
    static func product(
        _ transpose: Bool, _ rows: Int, _ columns: Int, _ a: UnsafePointer<Double>, _ x: UnsafePointer<Double>,
        _ y: UnsafeMutablePointer<Double>
    ) {
        _ = oneThread
        cblas_dgemv(
            CblasRowMajor, transpose ? CblasTrans : CblasNoTrans, Int32(rows), Int32(columns), 1, a, Int32(columns), x,
            1, 0, y, 1)
    }
}

/// What the arithmetic of this process is done by.
public enum ArithmeticEnvironment {
    /// The BLAS library, its version and the kind of processor that it has chosen kernels for.
    public static var blas: String { String(cString: openblas_get_config()) }
}
