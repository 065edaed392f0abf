/// A floating-point scalar with operations on whole arrays: `Float` and `Double`.
///
/// This is what the dense path, the sweep and the optimizers' steps need of a scalar.
public protocol KernelScalar: Scalar {
    /// The array operations in this scalar.
    static var arrayKernels: ArrayKernels<Self> { get }

    /// The square root, correctly rounded.
    func squareRoot() -> Self

    /// self + a · b, rounded once.
    func addingProduct(_ a: Self, _ b: Self) -> Self
}
