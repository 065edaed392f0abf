internal import Networks

// Libraries, each as it was run.

extension Library {
    static let keras = Library(
        "keras", "3.15.1", backends: ["tensorflow", "jax", "torch"],
        [
            Rule("sgd", "keras.optimizers.SGD", 0.01, .decoupled),
            Rule("momentum", "keras.optimizers.SGD", 0.01, rateInside, .decoupled),
            Rule("nesterov", "keras.optimizers.SGD", 0.01, rateInside, .decoupled),
            Rule(
                "rmsProp", "keras.optimizers.RMSprop", 0.001,
                rmsProp(0.9, 1e-7, inside: true, isRateInside: true), .decoupled),
            Rule("adam", "keras.optimizers.Adam", 0.001, kerasAdam, .decoupled),
            Rule("adamW", "keras.optimizers.AdamW", 0.001, kerasAdam, weightDecay: 0.004, .decoupled),
            Rule(
                "adagrad", "keras.optimizers.Adagrad", 0.001, adagrad(1e-7, inside: true, accumulator: 0.1),
                .decoupled),
            Rule(
                "adadelta", "keras.optimizers.Adadelta", 0.001, ["decay": .number(0.95), "epsilon": .number(1e-7)],
                .decoupled),
            Rule(
                "nadam", "keras.optimizers.Nadam", 0.001, ["epsilon": .number(1e-7), "momentumDecay": .number(1)],
                .decoupled),
            Rule("lion", "keras.optimizers.Lion", 0.001, .decoupled),
            Rule(
                "muon", "keras.optimizers.Muon", 0.001,
                muon(1e-7, share: 1, scale: .largerSide), weightDecay: 0.004, .decoupled),
        ],
        notes: [
            "Adam adds ε to the root before that is corrected: small gradients step less than in PyTorch.",
            "Every weight decay is decoupled, RMSprop's and SGD's too.",
            "The velocity holds the rate: a drop of the rate acts only as the velocity fades.",
            "NAdam's warm-up ends within some hundred updates; in PyTorch it takes 250 times as long.",
        ])

    static let sklearn = Library(
        "sklearn", "1.9.1",
        [
            Rule("momentum", "MLPRegressor(solver='sgd', nesterovs_momentum=False)", 0.001, rateInside),
            Rule("nesterov", "MLPRegressor(solver='sgd')", 0.001, rateInside),
            Rule("adam", "MLPRegressor(solver='adam')", 0.001, ["epsilonBeforeCorrection": .flag(true)]),
        ], notes: ["Adam adds ε to the root before that is corrected, as Keras does."])

    static let tensorFlow1 = Library(
        "tensorflow.v1", "2.21.0",
        [
            Rule("sgd", "tf.compat.v1.train.GradientDescentOptimizer", nil),
            Rule("momentum", "tf.compat.v1.train.MomentumOptimizer", nil, ["momentum": single(0.9)]),
            Rule("nesterov", "tf.compat.v1.train.MomentumOptimizer", nil, ["momentum": single(0.9)]),
            Rule(
                "rmsProp", "tf.compat.v1.train.RMSPropOptimizer", nil,
                [
                    "decay": single(0.9), "epsilon": single(1e-10), "epsilonInsideRoot": .flag(true),
                    "initialAccumulator": .number(1), "learningRateInMomentum": .flag(true),
                ]),
            Rule(
                "adam", "tf.compat.v1.train.AdamOptimizer", 0.001,
                [
                    "beta1": single(0.9), "beta2": single(0.999), "epsilon": single(1e-8),
                    "epsilonBeforeCorrection": .flag(true),
                ]),
            Rule(
                "adagrad", "tf.compat.v1.train.AdagradOptimizer", nil, adagrad(0, inside: false, accumulator: 0.1)),
            Rule(
                "adadelta", "tf.compat.v1.train.AdadeltaOptimizer", 0.001,
                ["decay": single(0.95), "epsilon": single(1e-8)]),
        ],
        notes: [
            "Parameters are rounded to float32, also for float64 weights.",
            "RMSProp's squares start at 1: the first steps are small.",
            "Momentum keeps the rate outside the velocity, RMSProp inside.",
        ])
}
