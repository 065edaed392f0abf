internal import COpenBLAS
internal import Kernels

/// What the arithmetic of this process is done by.
public enum ArithmeticEnvironment {
    /// The BLAS library, its version and the kind of processor that it has chosen kernels for.
    public static var blas: String { String(cString: openblas_get_config()) }

    /// Heaviside's own kernels multiply matrices where the least of rows, columns and terms is at most this.
    ///
    /// Their bits are the same on every processor. Larger products are OpenBLAS's, by its ``matrixKernels``.
    public static let largestOwnProduct = 640

    /// The processor whose kernels OpenBLAS multiplies large matrices with, by OpenBLAS's name: "Haswell", "SkylakeX".
    ///
    /// OpenBLAS chooses it when the program starts, unless the environment variable OPENBLAS_CORETYPE names another.
    /// Each kernel has an order of its own for its sums, and so other last bits.
    public static var matrixKernels: String { String(cString: openblas_get_corename()) }

    /// Kernels for wider vectors, which this processor has and ``matrixKernels`` do not use; nil where there are none.
    ///
    /// A release of OpenBLAS does not know the processors that came after it, and takes its oldest kernels for them.
    public static var widerMatrixKernels: String? {
        widerKernels(than: matrixKernels, forVectorLevel: Int(heaviside_vector_level()))
    }

    /// The kernels for the widest vectors of an x86-64 level, where `kernels` are for narrower ones.
    static func widerKernels(than kernels: String, forVectorLevel level: Int) -> String? {
        let used =
            switch kernels {
            case "SkylakeX", "Cooperlake", "SapphireRapids": 4
            case "Haswell", "Zen", "Excavator": 3
            default: 0
            }
        guard used < level else { return nil }
        return level >= 4 ? "SkylakeX" : "Haswell"
    }
}
