/// Which side of a weight matrix a file has first.
public enum WeightLayout: String, Sendable, Hashable, CaseIterable {
    /// `[outputs × inputs]`: Heaviside, PyTorch, MLX.
    case outputsFirst
    /// `[inputs × outputs]`: Keras, Flax, Paddle.
    case inputsFirst
}
