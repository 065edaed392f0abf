/// The operations that need the kinks after a scalar code, for one scalar type: kink repair, and the two steps of the
/// last layer.
///
/// Closures, as in ``AnyLossGradient``, so that code compiled for the scalar is called.
struct ScalarCodeSteps<Element: KernelScalar> {
    typealias Parameters = UnsafeMutablePointer<Element>

    /// Relocates hidden units; returns how many.
    let repair: (KinkRepair, Parameters, SampleRows<Element>, [AlignedBuffer<Element>]) -> Int
    /// The Newton step of the last layer, times a rate: ``SlopeRecursion``.
    let newton: (_ rate: Double, Parameters, SampleRows<Element>) -> Void
    /// The gradient step of the last layer in hat coordinates, with the gradient that is given: ``SobolevStep``.
    let sobolev: (_ rate: Double, Parameters, UnsafePointer<Element>, SampleRows<Element>) -> Void

    init<Arithmetic: SweepArithmetic>(_ kinks: ScalarCodeKinks<Arithmetic>) where Arithmetic.Element == Element {
        repair = { kinks.repair($0, $1, $2, moments: $3) }
        newton = { kinks.newton(rate: $0, $1, $2) }
        sobolev = { kinks.sobolev(rate: $0, $1, gradient: $2, $3) }
    }
}
