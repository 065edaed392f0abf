internal import COpenBLAS

/// The one place that computes with OpenBLAS. Matrices are row-major.
///
/// OpenBLAS runs with one thread: parallelism is over runs, so that no result depends on the number of cores.
enum BLAS {
    /// Evaluated before the first product.
    static let oneThread: Void = openblas_set_num_threads(1)

    /// The most multiplications that OpenBLAS does without copying its operands first, on processors with such kernels.
    private static let smallProduct = 100 * 100 * 100

    /// The number of columns of C that are computed at a time.
    ///
    /// Just above ``smallProduct``, panels that stay below it are up to a third faster than one whole product; far
    /// above, copying pays. The order of every sum, over k, is the kernel's and not touched.
    private static func panel(_ m: Int, _ n: Int, _ k: Int) -> Int {
        let whole = m * n * k
        guard hasSmallKernels, whole > smallProduct, whole < 6 * smallProduct, n >= 64, m * 32 * k <= smallProduct
        else {
            return n
        }
        return 32
    }

    private static let hasSmallKernels = ["SkylakeX", "Cooperlake", "SapphireRapids"].contains(
        String(cString: openblas_get_corename()))

    /// C ← op(A) op(B), C `[m × n]`, inner dimension k; op transposes where the flag says so.
    static func product(
        _ transposeA: Bool, _ transposeB: Bool, _ m: Int, _ n: Int, _ k: Int, _ a: UnsafePointer<Float>,
        _ b: UnsafePointer<Float>, _ c: UnsafeMutablePointer<Float>
    ) {
        _ = oneThread
        let width = panel(m, n, k)
        for j in stride(from: 0, to: n, by: width) {
            cblas_sgemm(
                CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans, Int32(m),
                Int32(min(width, n - j)), Int32(k), 1, a, Int32(transposeA ? m : k), transposeB ? b + j * k : b + j,
                Int32(transposeB ? k : n), 0, c + j, Int32(n))
        }
    }

    /// C ← op(A) op(B), C `[m × n]`, inner dimension k; op transposes where the flag says so.
    static func product(
        _ transposeA: Bool, _ transposeB: Bool, _ m: Int, _ n: Int, _ k: Int, _ a: UnsafePointer<Double>,
        _ b: UnsafePointer<Double>, _ c: UnsafeMutablePointer<Double>
    ) {
        _ = oneThread
        let width = panel(m, n, k)
        for j in stride(from: 0, to: n, by: width) {
            cblas_dgemm(
                CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans, Int32(m),
                Int32(min(width, n - j)), Int32(k), 1, a, Int32(transposeA ? m : k), transposeB ? b + j * k : b + j,
                Int32(transposeB ? k : n), 0, c + j, Int32(n))
        }
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
