internal import RunStore

extension RunEnvironment {
    /// What multiplied matrices, and what would do it faster.
    ///
    /// - Parameter areLarge: whether some were above ``largestOwnProduct``.
    /// - Returns: a phrase; nil where the record does not tell.
    func matrixProducts(areLarge: Bool) -> String? {
        if largestOwnProduct != nil, !areLarge { return "Heaviside's own: the same bits on every processor" }
        guard let matrixKernels else { return nil }
        let used = "OpenBLAS's kernels for \(matrixKernels)"
        guard let widerMatrixKernels else { return used }
        return used
            + ", which leave part of this processor's vectors unused: OPENBLAS_CORETYPE=\(widerMatrixKernels) is faster, "
            + "and changes the last bits"
    }
}
