internal import Networks

// Libraries, each as it was run.

extension Library {
    static let autograd = Library(
        "autograd", "1.9.1",
        [
            Rule("momentum", "autograd.misc.optimizers.sgd", 0.1, ["dampening": .number(0.9)]),
            Rule("rmsProp", "autograd.misc.optimizers.rmsprop", 0.1, rmsProp(0.9, 1e-8, accumulator: 1)),
            Rule("adam", "autograd.misc.optimizers.adam", 0.001),
        ],
        notes: [
            "Its sgd has momentum 0.9 and a dampening as large as the momentum, from the first update.",
            "RMSProp's squares start at 1: the first steps are small.",
        ])

    static let equinox = ofOptax("equinox", "0.13.8", "equinox.apply_updates with ")

    static let flax = ofOptax("flax", "0.12.12", "flax.nnx.Optimizer with ")

    static let haiku = ofOptax("haiku", "0.0.17", "haiku's parameters with ")

    static let jax = Library(
        "jax", "0.12.0.1",
        [
            Rule("sgd", "jax.example_libraries.optimizers.sgd", nil),
            Rule("momentum", "jax.example_libraries.optimizers.momentum", nil),
            Rule("nesterov", "jax.example_libraries.optimizers.nesterov", nil),
            Rule(
                "rmsProp", "jax.example_libraries.optimizers.rmsprop", nil,
                rmsProp(0.9, 1e-8, inside: true, isRateInside: true)),
            Rule("adam", "jax.example_libraries.optimizers.adam", nil),
            Rule(
                "adagrad", "jax.example_libraries.optimizers.adagrad", nil,
                ["epsilon": .number(0), "momentum": .number(0.9), "dampening": .number(0.9)]),
        ],
        notes: ["Its Adagrad has momentum 0.9 with as large a dampening: the first step is a tenth of η."])

    static let mlx = Library(
        "mlx", "0.32.4",
        [
            Rule("sgd", "mlx.optimizers.SGD", nil),
            Rule("momentum", "mlx.optimizers.SGD", nil),
            Rule("nesterov", "mlx.optimizers.SGD", nil),
            Rule("rmsProp", "mlx.optimizers.RMSprop", nil),
            Rule("adam", "mlx.optimizers.Adam", nil, ["biasCorrection": .flag(false)], .decoupled),
            Rule(
                "adamW", "mlx.optimizers.AdamW", nil, ["biasCorrection": .flag(false)], weightDecay: 0.01,
                .decoupled),
            Rule("adagrad", "mlx.optimizers.Adagrad", nil, ["epsilon": .number(1e-8)]),
            Rule("adadelta", "mlx.optimizers.AdaDelta", nil),
            Rule("lion", "mlx.optimizers.Lion", nil, .decoupled),
            Rule(
                "muon", "mlx.optimizers.Muon", nil, muon(1e-7 / 0.05, share: 1, vectors: .momentum), weightDecay: 0.01,
                .coupled),
        ],
        notes: [
            "Adam has no correction for its start by default: its first step is 3.16 η.",
            "Muon's decay is coupled, and its size is lost where the step is made orthogonal.",
            "All is computed in float32, also where the weights are float64.",
        ])

    static let optax = ofOptax("optax", "0.2.8", "")
}
