internal import RunStore

extension RunEnvironment {
    /// What multiplied matrices, and what would do it faster; nil where the record does not tell.
    var matrixProducts: String? {
        guard let matrixKernels else { return nil }
        let used = "OpenBLAS's kernels for \(matrixKernels)"
        guard let widerMatrixKernels else { return used }
        return used
            + ", which leave part of this processor's vectors unused: OPENBLAS_CORETYPE=\(widerMatrixKernels) is faster, "
            + "and changes the last bits"
    }
}
