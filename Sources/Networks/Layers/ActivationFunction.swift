/// An activation of your own: its value and its derivative.
///
///     struct Swish: ActivationFunction {
///         let name = "swish"
///
///         func value<S: Scalar>(at u: S) -> S { u / (1 + S.exponential(-u)) }
///
///         func derivative<S: Scalar>(at u: S, activation a: S) -> S {
///             let sigmoid = 1 / (1 + S.exponential(-u))
///             return a + sigmoid * (1 - a)
///         }
///     }
///
///     Dense(9, activation: Activation(Swish()))
///
/// One formula serves every path: it is generic over the scalar. Parameters of the function are stored properties, and
/// `S(parameter)` is their value in the scalar. A function that ``Scalar`` does not have goes through `Double`:
/// `S(erf(u.doubleValue))`.
///
/// Training ends with a ``TrainingError`` where the value at a finite u is NaN, or where the derivative is not finite
/// although the value is. Whether the derivative is that of the value, ``GradientCheck`` tells.
public protocol ActivationFunction: Sendable, Hashable {
    /// The name in messages and descriptions.
    var name: String { get }

    /// What is wrong with the parameters, and what would be right; nil where they are in range, as by default.
    var problem: String? { get }

    /// Whether value and derivative need nothing but +, −, ·, / and comparisons, so that `Rational` can serve as the
    /// scalar; false by default.
    var isRational: Bool { get }

    /// Whether a unit can be 0 with derivative 0 for every preactivation below some number; false by default.
    ///
    /// Only such units are counted as dead.
    var canDie: Bool { get }

    /// The activation a of the preactivation `u`.
    func value<S: Scalar>(at u: S) -> S

    /// The derivative ∂a/∂u at the preactivation `u`, where `a` is ``value(at:)`` of `u`.
    func derivative<S: Scalar>(at u: S, activation a: S) -> S
}

extension ActivationFunction {
    /// Nil: nothing is wrong.
    public var problem: String? { nil }

    /// False: the function is not known to be rational.
    public var isRational: Bool { false }

    /// False: units are never counted as dead.
    public var canDie: Bool { false }
}

extension Activation {
    /// An activation of your own.
    @inlinable
    public init(_ function: some ActivationFunction) { self = .custom(CustomActivation(function)) }
}
