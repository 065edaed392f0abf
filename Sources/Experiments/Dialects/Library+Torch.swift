internal import Networks

// Libraries, each as it was run.

extension Library {
    static let chainer = Library(
        "chainer", "7.8.1",
        [
            Rule("sgd", "chainer.optimizers.SGD", 0.01),
            Rule("momentum", "chainer.optimizers.MomentumSGD", 0.01, rateInside),
            Rule(
                "nesterov", "chainer.optimizers.NesterovAG", 0.01,
                ["learningRateInMomentum": .flag(true), "lookaheads": .count(2)]),
            Rule(
                "rmsProp", "chainer.optimizers.RMSprop", 0.01,
                rmsProp(0.99, 1e-8, isRateInside: true)),
            Rule("adam", "chainer.optimizers.Adam", 0.001, ["epsilonBeforeCorrection": .flag(true)]),
            Rule(
                "adamW", "chainer.optimizers.AdamW", 0.001, ["epsilonBeforeCorrection": .flag(true)],
                weightDecay: 0, .independent),
            Rule("adagrad", "chainer.optimizers.AdaGrad", 0.001, ["epsilon": .number(1e-8)]),
            Rule("adadelta", "chainer.optimizers.AdaDelta", 1, ["decay": .number(0.95)]),
        ],
        notes: [
            "NesterovAG looks ahead twice: its first step is (1 + μ + μ²) η g, not (1 + μ) η g.",
            "AdamW's decay takes λ w, whatever the rate is, and none by default.",
        ])

    static let paddle = Library(
        "paddle", "3.3.1",
        [
            Rule("sgd", "paddle.optimizer.SGD", 0.001),
            Rule("momentum", "paddle.optimizer.Momentum", 0.001, ["momentum": single(0.9)]),
            Rule("nesterov", "paddle.optimizer.Momentum", 0.001, ["momentum": single(0.9)]),
            Rule(
                "rmsProp", "paddle.optimizer.RMSProp", nil,
                [
                    "decay": single(0.95), "epsilon": single(1e-6), "epsilonInsideRoot": .flag(true),
                    "learningRateInMomentum": .flag(true),
                ]),
            Rule("adam", "paddle.optimizer.Adam", 0.001),
            Rule(
                "adamW", "paddle.optimizer.AdamW", 0.001, weightDecay: Double(Float(0.01)), .decoupled),
            Rule("adagrad", "paddle.optimizer.Adagrad", nil, ["epsilon": single(1e-6)]),
            Rule(
                "adadelta", "paddle.optimizer.Adadelta", 0.001, ["decay": single(0.95), "epsilon": single(1e-6)]),
            Rule(
                "nadam", "paddle.optimizer.NAdam", 0.002,
                [
                    "beta1": single(0.9), "beta2": single(0.999), "epsilon": single(1e-8),
                    "momentumDecay": single(0.004),
                ]),
        ],
        notes: ["Parameters of most rules are rounded to float32, also for float64 weights; Adam's are not."])

    static let timm = Library(
        "timm", "1.0.31",
        [
            Rule(
                "rmsProp", "timm.optim.RMSpropTF", 0.01,
                rmsProp(0.9, 1e-10, inside: true, accumulator: 1, isRateInside: true)),
            Rule(
                "nadam", "timm.optim.NAdamW", 0.001,
                ["momentumWarmUp": .number(0), "correctsAhead": .flag(false)], weightDecay: 0.01, .decoupled),
            Rule("lion", "timm.optim.Lion", 1e-4, .decoupled),
        ],
        notes: [
            "RMSpropTF is TensorFlow 1's, with coupled weight decay.",
            "NAdamW has no warm-up, and uses 1 − Πₜ in both places.",
        ])

    static let tinygrad = Library(
        "tinygrad", "0.14.0",
        [
            Rule("sgd", "tinygrad.nn.optim.SGD", 0.001),
            Rule("momentum", "tinygrad.nn.optim.SGD", 0.001),
            Rule("nesterov", "tinygrad.nn.optim.SGD", 0.001),
            Rule("adam", "tinygrad.nn.optim.Adam", 0.001),
            Rule("adamW", "tinygrad.nn.optim.AdamW", 0.001, weightDecay: 0.01, .decoupled),
            Rule(
                "muon", "tinygrad.nn.optim.Muon", 0.001, muon(1e-7, scale: MuonForm.Scale.none), weightDecay: 0.1,
                .decoupled),
        ], notes: ["The corrections for the start of Adam are products kept in float32."])

    static let torch = Library(
        "torch", "2.15.0",
        [
            Rule("sgd", "torch.optim.SGD", 0.001),
            Rule("momentum", "torch.optim.SGD", 0.001, ["dampensFirst": .flag(false)]),
            Rule("nesterov", "torch.optim.SGD", 0.001),
            Rule("rmsProp", "torch.optim.RMSprop", 0.01),
            Rule("adam", "torch.optim.Adam", 0.001),
            Rule("adamW", "torch.optim.AdamW", 0.001, weightDecay: 0.01, .decoupled),
            Rule("adagrad", "torch.optim.Adagrad", 0.01),
            Rule("adadelta", "torch.optim.Adadelta", 1),
            Rule("nadam", "torch.optim.NAdam", 0.002),
            Rule("muon", "torch.optim.Muon", 0.001, weightDecay: 0.1, .decoupled),
        ],
        notes: [
            "Dampening does not act in the first update.",
            "Weight decay is coupled everywhere but in AdamW and Muon.",
            "Muon computes its steps in bfloat16, and takes no vectors; here vectors go to Adam.",
        ])
}
