/// A floating-point scalar that networks can be trained in: `Float` and `Double`.
public protocol TrainableScalar: KernelScalar {
    /// The operations of the sweep in this scalar, with the given accumulators.
    static func sweepOperations(_ accumulators: Accumulators) -> SweepOperations<Self>

    /// The operations on the kinks after a scalar code.
    static var scalarCodeOperations: ScalarCodeOperations<Self> { get }
}

extension Float: TrainableScalar {}
extension Double: TrainableScalar {}
