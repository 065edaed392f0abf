public import Networks

extension LibraryCalls {
    /// Initialisations: first the one that the library's own dense layers have.
    ///
    /// The numbers that a run draws are those of Heaviside's generator: the distribution is the library's.
    public static let starts: [LibraryCall<Initialization>] = [
        start("chainer", "links.Linear", of(.inputs, .normal)),
        start("equinox", "nn.Linear", .fanIn),
        start("flax", "nnx.Linear", of(.inputs, .truncatedNormal)),
        start("haiku", "Linear", .varianceScaling(VarianceScaling(keepsVariance: false))),
        start("jax", "lecun_normal", of(.inputs, .truncatedNormal)),
        start("jax", "lecun_uniform", of(.inputs, .uniform)),
        start("jax", "glorot_uniform", .glorot(.uniform)),
        start("jax", "glorot_normal", of(.average, .truncatedNormal)),
        start("jax", "he_uniform", .he(.uniform)),
        start("jax", "he_normal", of(.inputs, .truncatedNormal, scale: 2)),
        start("keras", "Dense", .glorot(.uniform)),
        start("keras", "glorot_normal", of(.average, .truncatedNormal)),
        start("keras", "he_uniform", .he(.uniform)),
        start("keras", "he_normal", of(.inputs, .truncatedNormal, scale: 2)),
        start("keras", "lecun_uniform", of(.inputs, .uniform)),
        start("keras", "lecun_normal", of(.inputs, .truncatedNormal)),
        start("mlx", "nn.Linear", .fanIn),
        start("paddle", "nn.Linear", .glorot(.uniform)),
        // The range follows from the activation of the hidden layers: specs choose by that of the first.
        start("sklearn", "MLPRegressor", of(.average, .uniform, biases: true)),
        start("sklearn", logistic, of(.average, .uniform, scale: 1.0 / 3, biases: true)),
        start("tensorflow.v1", "glorot_uniform_initializer", .glorot(.uniform)),
        start("tensorflow.v1", "variance_scaling_initializer", of(.inputs, .truncatedNormal)),
        start("timm", "lecun_normal_", of(.inputs, .truncatedNormal)),
        start("tinygrad", "nn.Linear", .fanIn),
        start("torch", "Linear", .fanIn),
        start("torch", "xavier_uniform_", .glorot(.uniform)),
        start("torch", "xavier_normal_", .glorot(.normal)),
        start("torch", "kaiming_uniform_", .he(.uniform)),
        start("torch", "kaiming_normal_", .he(.normal)),
    ]

    /// scikit-learn's range for hidden layers of sigmoids.
    static let logistic = "MLPRegressor(activation='logistic')"

    /// The name of every row: specs have one start.
    static let startName = "initialization"

    private static func start(
        _ library: String, _ call: String, _ value: Initialization
    ) -> LibraryCall<Initialization> { LibraryCall(library, startName, call, value) }

    private static func of(
        _ fan: VarianceScaling.Fan, _ distribution: VarianceScaling.Distribution, scale: Double = 1,
        biases: Bool = false
    ) -> Initialization {
        .varianceScaling(VarianceScaling(scale: scale, fan: fan, distribution: distribution, hasBiases: biases))
    }
}
