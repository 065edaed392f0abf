internal import Diagnostics
internal import RunStore

extension RunEnvironment {
    /// Which program it was: "Heaviside 0.1.0, release, Swift 6.3, SHA-256 0f3a…".
    var programWords: String {
        (["Heaviside \(heaviside)"] + [build, programSHA256.map { "SHA-256 \($0.prefix(12))…" }].compactMap { $0 })
            .joined(separator: ", ").printable
    }

    /// What multiplied matrices, and what would do it faster.
    ///
    /// - Parameter useBLAS: whether some were above ``largestOwnProduct``, or were decomposed.
    /// - Returns: a phrase; nil where the record does not tell.
    func matrixProducts(useBLAS: Bool) -> String? {
        if largestOwnProduct != nil, !useBLAS { return "Heaviside's own: the same bits on every processor" }
        guard let matrixKernels else { return nil }
        let used = "OpenBLAS's kernels for \(matrixKernels)"
        guard let widerMatrixKernels else { return used }
        return used
            + ", which leave part of this processor's vectors unused: OPENBLAS_CORETYPE=\(widerMatrixKernels) is faster, "
            + "and changes the last bits"
    }
}
