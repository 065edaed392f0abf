/// A floating-point scalar that networks can be trained in: `Float` and `Double`.
public protocol TrainableScalar: Scalar {
    /// The array operations in this scalar.
    static var arrayKernels: ArrayKernels<Self> { get }

    /// The operations of the sweep in this scalar, with the accumulators asked for.
    static func sweepOperations(_ accumulators: Accumulators) -> SweepOperations<Self>

    /// The square root, correctly rounded.
    func squareRoot() -> Self

    /// self + a · b, rounded once.
    func addingProduct(_ a: Self, _ b: Self) -> Self
}
