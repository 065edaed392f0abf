/// An ``ActivationFunction`` in an ``Activation``.
///
/// Two are equal where their functions are.
public final class CustomActivation: Sendable {
    /// The function.
    public let function: any ActivationFunction
    private let single: ActivationLoops<Float>
    private let double: ActivationLoops<Double>

    /// Keeps a function.
    ///
    /// Where its type is known, the loops over whole layers are compiled for it, in the caller's module.
    @inlinable
    public convenience init<Function: ActivationFunction>(_ function: Function) {
        self.init(function, ActivationLoops(function), ActivationLoops(function))
    }

    @usableFromInline
    init(
        _ function: any ActivationFunction, _ single: ActivationLoops<Float>, _ double: ActivationLoops<Double>
    ) {
        (self.function, self.single, self.double) = (function, single, double)
    }

    /// The name that stands for the function in texts: "custom(swish)", which no reader takes for a built-in one.
    public var name: String { "custom(\(function.name))" }

    /// The loops in one scalar.
    func loops<S: Scalar>(in scalar: S.Type) -> ActivationLoops<S> {
        (single as? ActivationLoops<S>) ?? (double as? ActivationLoops<S>) ?? ActivationLoops(opening: function)
    }

    /// What is wrong with value or derivative at the first of these preactivations where something is; nil for none.
    ///
    /// Where u is not finite, or the value overflows, nothing is.
    func problem<S: Scalar>(at preactivations: some Sequence<S>) -> String? {
        for u in preactivations where u.isFinite {
            let a = function.value(at: u)
            if a != a { return "the value of \(name) at u = \(u) is not a number: expected one" }
            guard a.isFinite else { continue }
            let slope = function.derivative(at: u, activation: a)
            if !slope.isFinite {
                return "the derivative of \(name) at u = \(u) is \(slope), and its value is \(a): expected a finite "
                    + "number"
            }
        }
        return nil
    }
}

extension CustomActivation: Hashable {
    /// Whether the functions are of one type, and equal.
    public static func == (a: CustomActivation, b: CustomActivation) -> Bool {
        a === b || isEqual(a.function, b.function)
    }

    private static func isEqual<Value: ActivationFunction>(_ a: Value, _ b: any ActivationFunction) -> Bool {
        a == b as? Value
    }

    /// Hashes the function.
    public func hash(into hasher: inout Hasher) { function.hash(into: &hasher) }
}

/// A function's loops over the units of a layer, in one scalar.
///
/// Closures made where the function's type is known call code compiled for it: no call for each entry.
@usableFromInline
struct ActivationLoops<S: Scalar>: Sendable {
    /// Writes the activation of each preactivation.
    let values: @Sendable (_ u: UnsafePointer<S>, _ a: UnsafeMutablePointer<S>, _ count: Int) -> Void
    /// Multiplies each error by the derivative.
    let multiplyByDerivative:
        @Sendable (_ delta: UnsafeMutablePointer<S>, _ u: UnsafePointer<S>, _ a: UnsafePointer<S>, _ count: Int) -> Void

    @inlinable
    init<Function: ActivationFunction>(_ function: Function) {
        self.init(
            values: { u, a, count in
                for k in 0..<count { a[k] = function.value(at: u[k]) }
            },
            multiplyByDerivative: { delta, u, a, count in
                for k in 0..<count { delta[k] = delta[k] * function.derivative(at: u[k], activation: a[k]) }
            })
    }

    @usableFromInline
    init(
        values: @escaping @Sendable (UnsafePointer<S>, UnsafeMutablePointer<S>, Int) -> Void,
        multiplyByDerivative:
            @escaping @Sendable (
                UnsafeMutablePointer<S>, UnsafePointer<S>, UnsafePointer<S>, Int
            ) -> Void
    ) {
        (self.values, self.multiplyByDerivative) = (values, multiplyByDerivative)
    }

    init(opening function: any ActivationFunction) { self = Self.loops(of: function) }

    private static func loops(of function: some ActivationFunction) -> ActivationLoops { ActivationLoops(function) }
}
