internal import COpenBLAS

/// What the arithmetic of this process is done by.
public enum ArithmeticEnvironment {
    /// The BLAS library, its version and the kind of processor that it has chosen kernels for.
    public static var blas: String { String(cString: openblas_get_config()) }
}
