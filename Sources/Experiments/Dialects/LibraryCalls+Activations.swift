internal import Networks

extension LibraryCalls {
    /// Activations: the values in which a library differs from the kind's standard ones.
    ///
    /// Rows for a backend of Keras's go before the one for all.
    public static let activations: [LibraryCall<[String: Double]>] =
        [
            LibraryCall("autograd", "relu", "np.maximum", half),
            LibraryCall("chainer", "relu", "relu", [:]),
            LibraryCall("chainer", "relu", "maximum", one),
            LibraryCall("chainer", "leakyReLU", "leaky_relu", ["slope": 0.2]),
            LibraryCall("chainer", "relu6", "relu6", [:]),
            LibraryCall("chainer", "hardTanh", "clip", ends(1, 1)),
            LibraryCall("chainer", "hardSigmoid", "hard_sigmoid", ["slope": 0.2]),
            LibraryCall("chainer", "softplus", "softplus", [:]),
            LibraryCall("chainer", "elu", "elu", [:]),
        ] + ofJAX("flax") + ofJAX("jax")
        + [
            LibraryCall("jax", "relu", "jnp.maximum", half), LibraryCall("jax", "relu", "jnp.clip(min=0)", half),
        ] + keras
        + [
            LibraryCall("mlx", "relu", "relu", [:]),
            LibraryCall("mlx", "relu", "maximum", [:]),
            LibraryCall("mlx", "leakyReLU", "leaky_relu", one),
            LibraryCall("mlx", "relu6", "relu6", [:]),
            LibraryCall("mlx", "hardTanh", "hard_tanh", [:]),
            LibraryCall("mlx", "softplus", "softplus", [:]),
            LibraryCall("mlx", "elu", "elu", [:]),
            LibraryCall("mlx", "celu", "celu", zero),
            LibraryCall("mlx", "silu", "silu", [:]),
            LibraryCall("mlx", "gelu", "gelu", [:]),
            LibraryCall("mlx", "geluTanh", "gelu_approx", [:]),
            LibraryCall("paddle", "relu", "relu", [:]),
            LibraryCall("paddle", "relu", "maximum", half),
            LibraryCall("paddle", "leakyReLU", "leaky_relu", one),
            LibraryCall("paddle", "relu6", "relu6", [:]),
            LibraryCall("paddle", "hardTanh", "hardtanh", [:]),
            LibraryCall("paddle", "hardSigmoid", "hardsigmoid", ["slope": Double(Float(0.1666667))]),
            LibraryCall("paddle", "softplus", "softplus", ["threshold": 20]),
            LibraryCall("paddle", "elu", "elu", [:]),
            LibraryCall("paddle", "celu", "celu", [:]),
            LibraryCall("paddle", "silu", "silu", [:]),
            LibraryCall("paddle", "gelu", "gelu", [:]),
            LibraryCall("paddle", "geluTanh", "gelu(approximate=True)", [:]),
            LibraryCall("sklearn", "relu", "activation='relu'", [:]),
            LibraryCall("tensorflow.v1", "relu", "relu", [:]),
            LibraryCall("tensorflow.v1", "relu", "maximum", one),
            LibraryCall("tensorflow.v1", "leakyReLU", "leaky_relu", ["slope": single(0.2)]),
            LibraryCall("tensorflow.v1", "relu6", "relu6", [:]),
            LibraryCall("tensorflow.v1", "softplus", "softplus", [:]),
            LibraryCall("tensorflow.v1", "elu", "elu", [:]),
            LibraryCall("tensorflow.v1", "silu", "silu", [:]),
            LibraryCall("tensorflow.v1", "gelu", "gelu", [:]),
            LibraryCall("tensorflow.v1", "geluTanh", "gelu(approximate=True)", [:]),
            LibraryCall("timm", "hardSigmoid", "hard_sigmoid", [:]),
            LibraryCall("timm", "silu", "swish", [:]),
            LibraryCall("timm", "gelu", "gelu", [:]),
            LibraryCall("timm", "geluTanh", "gelu_tanh", [:]),
            LibraryCall("tinygrad", "relu", "relu", [:]),
            LibraryCall("tinygrad", "relu", "maximum", half),
            LibraryCall("tinygrad", "leakyReLU", "leaky_relu", one),
            LibraryCall("tinygrad", "relu6", "relu6", ends(0, 1)),
            LibraryCall("tinygrad", "hardTanh", "hardtanh", ends(1, 1)),
            LibraryCall("tinygrad", "hardSigmoid", "hardsigmoid", ["slopeAtUpperKink": 1.0 / 6]),
            LibraryCall("tinygrad", "softplus", "softplus", [:]),
            LibraryCall("tinygrad", "elu", "elu", zero),
            LibraryCall("tinygrad", "celu", "celu", [:]),
            LibraryCall("tinygrad", "silu", "silu", [:]),
            LibraryCall("tinygrad", "geluTanh", "gelu", [:]),
            LibraryCall("torch", "relu", "relu", [:]),
            LibraryCall("torch", "relu", "clamp(min=0)", [:]),
            LibraryCall("torch", "relu", "maximum", half),
            LibraryCall("torch", "leakyReLU", "leaky_relu", [:]),
            LibraryCall("torch", "relu6", "relu6", [:]),
            LibraryCall("torch", "hardTanh", "hardtanh", [:]),
            LibraryCall("torch", "hardSigmoid", "hardsigmoid", [:]),
            LibraryCall("torch", "softplus", "softplus", ["threshold": 20]),
            LibraryCall("torch", "elu", "elu", [:]),
            LibraryCall("torch", "celu", "celu", [:]),
            LibraryCall("torch", "silu", "silu", [:]),
            LibraryCall("torch", "gelu", "gelu", [:]),
            LibraryCall("torch", "geluTanh", "gelu(approximate='tanh')", [:]),
        ]

    private static let keras: [LibraryCall<[String: Double]>] = [
        LibraryCall("keras", "relu", "relu", [:]),
        LibraryCall("keras", on: ["tensorflow"], "relu", "maximum", one),
        LibraryCall("keras", on: ["jax"], "relu", "maximum", half),
        LibraryCall("keras", on: ["tensorflow"], "leakyReLU", "leaky_relu", ["slope": single(0.2)]),
        LibraryCall("keras", on: ["jax"], "leakyReLU", "leaky_relu", ["slope": 0.2, "slopeAtKink": 1]),
        LibraryCall("keras", on: ["torch"], "leakyReLU", "leaky_relu", ["slope": 0.2]),
        LibraryCall("keras", on: ["tensorflow"], "leakyReLU", "LeakyReLU", ["slope": single(0.3)]),
        LibraryCall("keras", on: ["torch"], "leakyReLU", "LeakyReLU", ["slope": 0.3]),
        LibraryCall("keras", on: ["jax"], "leakyReLU", "LeakyReLU", ["slope": 0.3, "slopeAtKink": 1]),
        LibraryCall("keras", "relu6", "relu6", [:]),
        LibraryCall("keras", on: ["tensorflow", "jax"], "hardTanh", "hard_tanh", ends(1, 1)),
        LibraryCall("keras", on: ["torch"], "hardTanh", "hard_tanh", [:]),
        LibraryCall("keras", "hardSigmoid", "hard_sigmoid", [:]),
        LibraryCall("keras", on: ["tensorflow", "jax"], "softplus", "softplus", [:]),
        LibraryCall("keras", on: ["torch"], "softplus", "softplus", ["threshold": 20]),
        LibraryCall("keras", "elu", "elu", [:]),
        LibraryCall("keras", on: ["tensorflow"], "celu", "celu", ["slopeAtKink": 2]),
        LibraryCall("keras", on: ["jax", "torch"], "celu", "celu", [:]),
        LibraryCall("keras", "silu", "silu", [:]),
        LibraryCall("keras", "gelu", "activations.gelu", [:]),
        LibraryCall("keras", "geluTanh", "gelu", [:]),
    ]

    /// `jax.nn`, which Flax passes on.
    private static func ofJAX(_ library: String) -> [LibraryCall<[String: Double]>] {
        [
            LibraryCall(library, "relu", "relu", [:]),
            LibraryCall(library, "leakyReLU", "leaky_relu", one),
            LibraryCall(library, "relu6", "relu6", [:]),
            LibraryCall(library, "hardTanh", "hard_tanh", ends(1, 1)),
            LibraryCall(library, "hardSigmoid", "hard_sigmoid", [:]),
            LibraryCall(library, "softplus", "softplus", [:]),
            LibraryCall(library, "elu", "elu", [:]),
            LibraryCall(library, "celu", "celu", [:]),
            LibraryCall(library, "silu", "silu", [:]),
            LibraryCall(library, "geluTanh", "gelu", [:]),
            LibraryCall(library, "gelu", "gelu(approximate=False)", [:]),
        ]
    }

    /// A number as TensorFlow's kernels hold it, also for float64.
    private static func single(_ value: Float) -> Double { Double(value) }

    private static let zero = ["slopeAtKink": 0.0]
    private static let half = ["slopeAtKink": 0.5]
    private static let one = ["slopeAtKink": 1.0]

    private static func ends(_ lower: Double, _ upper: Double) -> [String: Double] {
        ["slopeAtLowerKink": lower, "slopeAtUpperKink": upper]
    }
}
