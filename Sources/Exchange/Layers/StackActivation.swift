/// The function that a layer of a ``LayerStack`` applies to each of its units.
public enum StackActivation: Sendable, Hashable {
    /// a = u.
    case identity
    /// a = max(0, u).
    case relu
    /// a = u for u > 0, slope · u otherwise.
    case leakyReLU(slope: Double)
    /// a = 1 / (1 + exp(−u)).
    case sigmoid
    /// a = tanh(u).
    case tanh
    /// a = log(1 + exp(u)).
    case softplus
    /// a = 1 for u ≥ 1, 0 otherwise.
    case hardThreshold
    /// a = min(max(u, −1), 1).
    case hardTanh
}
