import Networks

/// The activation a = u σ(u), σ(u) = 1/(1 + exp(−u)): like ReLU for large |u|, and smooth between.
///
/// Source: S. Elfwing, E. Uchibe, K. Doya, Sigmoid-weighted linear units for neural network function approximation in
/// reinforcement learning, 2018.
struct Swish: ActivationFunction {
    let name = "swish"

    func value<S: Scalar>(at u: S) -> S { u * sigmoid(u) }

    /// ∂a/∂u = σ + u σ (1 − σ).
    func derivative<S: Scalar>(at u: S, activation a: S) -> S {
        let sigmoid = sigmoid(u)
        return sigmoid + a * (1 - sigmoid)
    }

    private func sigmoid<S: Scalar>(_ u: S) -> S {
        // exp(−|u|) does not overflow, and u σ(u) is 0, not NaN, for very negative u.
        let e = S.exponential(-abs(u))
        return u < 0 ? e / (1 + e) : 1 / (1 + e)
    }
}
