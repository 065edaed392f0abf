/// A row of what was measured of the libraries, before specs could say it: what a spec says, and the library's numbers.
enum MeasuredItem: Sendable {
    /// The weight, at first 1, after updates with one gradient at the rate 0.01; and a part of the explanation.
    case updates(String, gradient: Double, [Double], explained: String)
    /// The derivative of an activation at a place.
    case slope(String, at: Double, Double, explained: String)
    /// The value of an activation at a place.
    case value(String, at: Double, Double, explained: String)
    /// Loss and derivative for one logit and the target 1.
    case loss(String, logit: Double, Double, gradient: Double, explained: String)
    /// The largest weight, and that of biases, of one unit with 129 inputs, of many draws.
    case start(String, activation: String, weights: Double, biases: Double, explained: String)
    /// The deviation of the weights of one unit with 129 inputs.
    case deviation(String, Double, explained: String)
    /// The rates of the first epochs with a loss that stays.
    case rates(String, [Double], explained: String)
    /// What is refused, and the beginning of why.
    case refused(String, String)
    /// What no spec can say, and why.
    case outside(String)

    private static let torchStep = "w ← w − η g / (√v + ε)"
    private static let inside = "√(v + ε)"
    private static let atFirst = "v is initialAccumulator at first"
    private static let adamStep = "w ← w − η m̂ / (√v̂ + ε)"
    private static let correctedLater = "w ← w − η √(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / (√v + ε)"

    /// Every row, with its place in the table.
    static let all: [(id: String, item: MeasuredItem)] =
        optimizers + decays + kinks + losses + starts + schedules + others

    private static func rmsProp(_ rule: String, _ path: [Double], _ explained: String) -> MeasuredItem {
        .updates("rmsProp: { like: \(rule), learningRate: 0.01 }", gradient: 1e-3, path, explained: explained)
    }

    private static func adam(_ library: String, _ weight: Double, _ explained: String) -> MeasuredItem {
        .updates("adam: { like: \(library), learningRate: 0.01 }", gradient: 1e-9, [weight], explained: explained)
    }

    private static let optimizers: [(String, MeasuredItem)] = [
        ("A1", rmsProp("torch@2.15", [0.900010, 0.829127], torchStep)),
        ("A2", rmsProp("keras@3.15", [0.977639, 0.959070], inside)),
        ("A2 on JAX", rmsProp("keras-jax", [0.977639, 0.959070], inside)),
        ("A3", rmsProp("optax", [0.969849, 0.947488], inside)),
        ("A4", rmsProp("tensorflow.v1", [0.999989, 0.999978], atFirst)),
        ("A5", rmsProp("jax", [0.969849, 0.947488], inside)),
        ("A6", rmsProp("paddle", [0.990241, 0.980696], inside)),
        ("A7", .refused("optimizer: { rmsProp: { like: tinygrad, learningRate: 1 } }", "tinygrad has no rmsProp")),
        ("A8", rmsProp("mlx", [0.900010, 0.829127], torchStep)),
        ("A9", rmsProp("chainer", [0.900010, 0.829127], torchStep)),
        ("A10", rmsProp("timm", [0.999989, 0.999978], atFirst)),
        ("A11", rmsProp("autograd", [0.999989, 0.999978], atFirst)),
        (
            "A12",
            .outside(
                "mxnet and oneflow do not start with packages of today, and mindspore is not among the libraries; its "
                    + "rule is that of tensorflow.v1")
        ),
        ("A13 torch", adam("torch", 0.999091, adamStep)),
        ("A13 optax", adam("optax", 0.999091, adamStep)),
        ("A13 paddle", adam("paddle", 0.999091, adamStep)),
        ("A13 autograd", adam("autograd", 0.999091, adamStep)),
        ("A13 tinygrad", adam("tinygrad", 0.999091, adamStep)),
        ("A13 keras", adam("keras", 0.99999684, correctedLater)),
        ("A13 tensorflow", adam("tensorflow.v1", 0.999968, correctedLater)),
        ("A13 chainer", adam("chainer", 0.999968, correctedLater)),
        ("A13 mlx", adam("mlx", 0.9999, "w ← w − η m / (√v + ε)")),
        (
            "A14",
            .updates(
                "muon: { like: torch, learningRate: 0.01 }", gradient: 0, [0.999],
                explained: "√max(1, outputs/inputs)")
        ),
        (
            "A15",
            .updates(
                "muon: { like: keras, learningRate: 0.01 }", gradient: 0, [0.99996],
                explained: "0.2 √max(outputs, inputs)")
        ),
        ("A16 optax", .outside("Optax's columns are the outputs: its scale is that of the transposed matrix")),
        ("A17 torch", rmsProp("torch, momentum: 0.9", [0.900010, 0.739136], "b ← μ b + g / (√v + ε)")),
        ("A17 keras", rmsProp("keras, momentum: 0.9", [0.977639, 0.938945], "b ← μ b + η g / √(v + ε)")),
        ("A17 optax", rmsProp("optax, momentum: 0.9", [0.969849, 0.920352], "b ← μ b + η g / √(v + ε)")),
        ("A17 paddle", rmsProp("paddle, momentum: 0.9", [0.990241, 0.971912], "b ← μ b + η g / √(v + ε)")),
        ("A17 tensorflow", rmsProp("tensorflow.v1, momentum: 0.9", [0.999989, 0.999969], "b ← μ b")),
        ("A17 timm", rmsProp("timm, momentum: 0.9", [0.999989, 0.999969], "b ← μ b")),
        ("A18 torch", rmsProp("torch, centred: true", [.nan, 0.827907], "m ← α m + (1 − α) g")),
        ("A18 keras", rmsProp("keras, centred: true", [.nan, 0.957213], "√(v − m² + ε)")),
        ("A18 optax", rmsProp("optax, centred: true", [.nan, 0.943676], "√(v − m² + ε)")),
        ("A18 paddle", rmsProp("paddle, centred: true", [.nan, 0.980642], "√(v − m² + ε)")),
    ]

    private static func decay(_ rule: String, _ weight: Double) -> MeasuredItem {
        let parts = rule.split(separator: " ")
        return .updates(
            "\(parts[0]): { like: \(parts[1]), learningRate: 0.01, weightDecay: 0.1 }", gradient: 0, [weight],
            explained: "λ = 0.1")
    }

    private static let decays: [(String, MeasuredItem)] =
        [
            ("rmsProp keras", 0.999), ("rmsProp torch", 0.9), ("adam torch", 0.99), ("adamW torch", 0.999),
            ("sgd torch", 0.999), ("nadam torch", 0.989435), ("rmsProp paddle", 0.955323), ("adamW paddle", 0.999),
            ("rmsProp timm", 0.998946), ("adamW mlx", 0.999), ("muon torch", 0.999),
        ].map { ("decay \($0)", decay($0, $1)) } + [("decay RAdam", .outside("there is no RAdam"))]

    private static func slope(_ text: String, _ place: Double, _ slope: Double, _ explained: String) -> MeasuredItem {
        let parts = text.split(separator: " ", maxSplits: 2)
        let call = parts.count > 2 ? ", call: \"\(parts[2])\"" : ""
        return .slope("{ \(parts[0]): { like: \(parts[1])\(call) } }", at: place, slope, explained: explained)
    }

    private static let kinks: [(String, MeasuredItem)] = [
        ("B1", slope("relu torch", 0, 0, "with the derivative 0 at 0")),
        ("B2", slope("relu jax", 0, 0, "with the derivative 0 at 0")),
        ("B3", slope("relu jax jnp.maximum", 0, 0.5, "with the derivative 0.5 at 0")),
        ("B4", slope("relu torch maximum", 0, 0.5, "with the derivative 0.5 at 0")),
        ("B5", slope("relu torch clamp(min=0)", 0, 0, "with the derivative 0 at 0")),
        ("B5 fmax", .outside("torch.fmax is no activation")),
        ("B6", slope("relu jax jnp.clip(min=0)", 0, 0.5, "with the derivative 0.5 at 0")),
        ("B7", slope("leakyReLU torch", 0, 0.01, "else 0.01 u₁, with the derivative 0.01 at 0")),
        ("B8", slope("leakyReLU jax", 0, 1, "else 0.01 u₁, with the derivative 1 at 0")),
        ("B9 keras", slope("leakyReLU keras", 0, 0.2, "at 0")),
        ("B9 keras-jax", slope("leakyReLU keras-jax", 0, 1, "else 0.2 u₁, with the derivative 1 at 0")),
        ("B9 keras-torch", slope("leakyReLU keras-torch", 0, 0.2, "else 0.2 u₁, with the derivative 0.2 at 0")),
        ("B9 layer", slope("leakyReLU keras-torch LeakyReLU", -2, 0.3, "else 0.3 u₁")),
        ("B10 relu", slope("relu tensorflow.v1", 0, 0, "with the derivative 0 at 0")),
        ("B10 maximum", slope("relu tensorflow.v1 maximum", 0, 1, "with the derivative 1 at 0")),
        ("B11", slope("hardSigmoid torch", 3, 0, "with the derivative 0 at the lower end and 0 at the upper")),
        ("B12 jax", slope("relu6 jax", 6, 0, "and 0 at the upper")),
        ("B12 torch", slope("relu6 torch", 6, 0, "and 0 at the upper")),
        ("B12 paddle", slope("relu6 paddle", 6, 0, "and 0 at the upper")),
        ("B12 mlx", slope("relu6 mlx", 6, 0, "and 0 at the upper")),
        ("B12 tinygrad", slope("relu6 tinygrad", 6, 1, "and 1 at the upper")),
        ("B13", .outside("there is no activation |u|")),
        ("B14 autograd", slope("relu autograd", 0, 0.5, "with the derivative 0.5 at 0")),
        ("B14 chainer", slope("relu chainer maximum", 0, 1, "with the derivative 1 at 0")),
        ("B14 mlx", slope("relu mlx maximum", 0, 0, "with the derivative 0 at 0")),
        ("B15 torch", slope("softplus torch", 25, 1, "and u₁ where u₁ > 20")),
        ("B15 jax", slope("softplus jax", 25, 1 - 1.38876e-11, "log(1 + exp(u₁))")),
        ("B16 elu", slope("elu torch", 0, 1, "with the derivative 1 at 0")),
        ("B16 celu", slope("celu torch", 0, 1, "with the derivative 1 at 0")),
        ("B16 mlx", slope("celu mlx", 0, 0, "with the derivative 0 at 0")),
        ("B16 keras", slope("celu keras-tensorflow", 0, 2, "with the derivative 2 at 0")),
        ("B16 tinygrad", slope("elu tinygrad", 0, 0, "with the derivative 0 at 0")),
        ("B17 torch", slope("hardTanh torch", 1, 0, "with the derivative 0 at both")),
        ("B17 jax", slope("hardTanh jax", 1, 1, "with the derivative 1 at the lower end and 1 at the upper")),
        ("B17 tensorflow", slope("hardTanh keras-tensorflow", -1, 1, "with the derivative 1 at the lower end")),
        ("B17 tinygrad", slope("hardTanh tinygrad", 1, 1, "and 1 at the upper")),
        ("B18, B19", .outside("the sigmoid is exact in every library")),
        ("B20", .outside("there are no maxima over several units")),
        ("leaky chainer", slope("leakyReLU chainer", 0, 0.2, "else 0.2 u₁, with the derivative 0.2 at 0")),
        ("leaky mlx", slope("leakyReLU mlx", 0, 1, "with the derivative 1 at 0")),
        ("leaky paddle", slope("leakyReLU paddle", 0, 1, "with the derivative 1 at 0")),
        ("leaky tinygrad", slope("leakyReLU tinygrad", 0, 1, "with the derivative 1 at 0")),
        (
            "leaky mindspore",
            .slope(
                "{ leakyReLU: { slope: 0.01, slopeAtKink: 0.505 } }", at: 0, 0.505,
                explained: "with the derivative 0.505 at 0")
        ),
        ("relu(NaN)", .outside("a NaN passes through every activation")),
        ("surprise 9 ops", .value("{ geluTanh: { like: keras } }", at: 1, 0.841192, explained: "tanh(√(2/π)")),
        ("surprise 9 activations", .value("{ gelu: { like: keras } }", at: 1, 0.841345, explained: "Φ(u₁)")),
    ]

    private static func entropy(
        _ text: String, _ logit: Double, _ value: Double, _ gradient: Double, _ explained: String
    ) -> MeasuredItem {
        let parts = text.split(separator: " ", maxSplits: 1)
        let call = parts.count > 1 ? ", call: \"\(parts[1])\"" : ""
        return .loss(
            "{ binaryCrossEntropy: { like: \(parts[0])\(call) } }", logit: logit, value, gradient: gradient,
            explained: explained)
    }

    private static let losses: [(String, MeasuredItem)] = [
        ("C1", entropy("torch BCELoss", -200, 100, 0, "each logarithm at least −100")),
        ("C2 tensorflow", entropy("keras", -20, 20, -1, "which no bound cuts")),
        (
            "C2 jax",
            entropy("keras-jax", -20, 16.118096, 0, "outside of which the derivative is 0")
        ),
        ("C2 torch", entropy("keras-torch", -20, 16.118096, 0, "outside of which the derivative is 0")),
        ("C3", entropy("torch", -200, 200, -1, "which no bound cuts")),
        ("C4", entropy("keras BinaryCrossentropy(from_logits=True)", -200, 200, -1, "which no bound cuts")),
        ("C5", .outside("there is no softmax layer: the cross-entropy over classes takes logits")),
        ("C6", .outside("squares overflow as numbers do")),
        ("C7", .outside("what scikit-learn reports is not what it trains by: the gradient is that of the logits")),
        ("C8", entropy("optax", -200, 200, -1, "which no bound cuts")),
        ("C9", .refused("loss: { squaredError: { like: optax, shape: 4 } }", "unknown key")),
        ("C10 paddle", entropy("paddle BCELoss", -200, 100, 0, "each logarithm at least −100")),
        ("C10 mlx", entropy("mlx", 0, 0.693147, -0.5, "which no bound cuts")),
        (
            "C10 mlx probabilities",
            entropy("mlx binary_cross_entropy(with_logits=False)", -200, 100, 0, "at least −100")
        ),
        (
            "l2_loss",
            .loss(
                "{ squaredError: { like: optax, call: l2_loss(...).mean() } }", logit: 3, 2, gradient: 2,
                explained: "½ Σ (ŷ − y)²")
        ),
        ("surprise 1", .outside("the derivative of a perfect prediction is NaN in MLX, and 0 here")),
    ]

    private static func start(
        _ like: String, _ weights: Double, _ biases: Double, _ explained: String, activation: String = "relu"
    ) -> MeasuredItem {
        .start("{ like: \(like) }", activation: activation, weights: weights, biases: biases, explained: explained)
    }

    private static let root = 1 / 129.0.squareRoot()

    private static let starts: [(String, MeasuredItem)] = [
        ("D1", start("torch", root, root, "Weights and biases are drawn from ±1 / √inputs.")),
        ("D2", start("keras", 0.214834, 0, "of variance 2 / (inputs + outputs); biases are 0")),
        ("D3", start("flax", 2.2737 * root, 0, "within two deviations, of variance 1 / inputs after the cut")),
        ("D3 deviation", .deviation("flax", root, explained: "after the cut")),
        ("D4", start("equinox", root, root, "±1 / √inputs")),
        ("D5", start("paddle", 0.214834, 0, "2 / (inputs + outputs)")),
        ("D6", start("mlx", root, root, "±1 / √inputs")),
        ("D7", start("tinygrad", root, root, "±1 / √inputs")),
        ("D8", start("haiku", 2 * root, 0, "before the cut, and 0.7737 of it after")),
        ("D8 deviation", .deviation("haiku", 0.8796 * root, explained: "before the cut")),
        ("D9", start("sklearn", 0.214834, 0.214834, "Weights and biases are uniform")),
        ("D9 logistic", start("sklearn", 0.124035, 0.124035, "Weights and biases are uniform", activation: "sigmoid")),
        ("D10", .deviation("chainer", root, explained: "normal, of variance 1 / inputs; biases are 0")),
        (
            "glorot_normal",
            start("keras, call: glorot_normal", 2.2737 * (2 / 130.0).squareRoot(), 0, "within two deviations")
        ),
    ]

    private static func plateau(_ like: String, _ rates: [Double], _ explained: String) -> MeasuredItem {
        .rates("{ dropOnPlateau: { like: \(like), patience: 2 } }", rates, explained: explained)
    }

    private static func steps(_ like: String, _ rates: [Double], _ explained: String) -> MeasuredItem {
        .rates(
            "{ steps: { like: \(like), changes: [{ fromEpoch: 3, learningRate: 0.1 }] } }", rates,
            explained: explained)
    }

    private static let schedules: [(String, MeasuredItem)] = [
        ("steps torch", steps("torch", [1, 1, 1, 0.1], "η is 0.1 from epoch 3 on.")),
        ("steps optax", steps("optax", [1, 1, 1, 0.1], "η is 0.1 from epoch 3 on.")),
        ("steps paddle", steps("paddle", [1, 1, 1, 0.1], "η is 0.1 from epoch 3 on.")),
        ("steps keras", steps("keras", [1, 1, 1, 1, 0.1], "η is 0.1 from epoch 4 on.")),
        (
            "staircase keras",
            .rates(
                "{ exponential: { like: keras, factor: 0.1, every: 3, staircase: true } }", [1, 1, 1, 0.1],
                explained: "1 · 0.1^(⌊k/3⌋)")
        ),
        ("plateau torch", plateau("torch", [1, 1, 1, 1, 0.1], "after 3 epochs without L < best · (1 − ")),
        ("plateau paddle", plateau("paddle", [1, 1, 1, 1, 0.1], "after 3 epochs")),
        ("plateau keras", plateau("keras", [1, 1, 1, 0.1], "after 2 epochs without L < best − ")),
        (
            "plateau optax",
            .outside("Optax lowers the rate in the update that notices, and then counts from there: no patience does")
        ),
        (
            "momentum after a drop of the rate",
            .outside("the fixtures of momentum's updates change the rate after update 25")
        ),
    ]

    private static let others: [(String, MeasuredItem)] = [
        ("E1–E10", .outside("files of other programs are no part of a recipe")),
        ("F1–F8", .outside("provers are no part of a recipe")),
        ("surprises 5, 6", .outside("a prover and a file format")),
        ("surprise 8", .outside("PyTorch's Muon computes in bfloat16: DialectTests names it as an exception")),
        ("surprise 10", .outside("there is no clipping of gradients")),
        ("surprises 11, 12", .outside("last digits and subnormal numbers are those of the machine")),
    ]
}
