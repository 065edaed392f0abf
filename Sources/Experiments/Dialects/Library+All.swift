internal import Networks

extension Library {
    /// Every library, in alphabetical order.
    ///
    /// The fixtures in Tests/Dialects hold each rule against a run of it. Equinox, Flax and Haiku call Optax, whose
    /// rules are held for all four; of Equinox, Flax and Haiku themselves some rules were run.
    public static let all: [Library] = [
        autograd, chainer, equinox, flax, haiku, jax, keras, mlx, optax, paddle, sklearn, tensorFlow1, timm, tinygrad,
        torch,
    ]

    // MARK: - Values that several rules share

    /// A velocity that holds the rate.
    static let rateInside: [String: RuleParameter.Value] = ["learningRateInMomentum": .flag(true)]
    /// Adam of Keras.
    static let kerasAdam: [String: RuleParameter.Value] = [
        "epsilon": .number(1e-7), "epsilonBeforeCorrection": .flag(true),
    ]

    /// RMSProp's parameters.
    static func rmsProp(
        _ decay: Double, _ epsilon: Double, inside: Bool = false, accumulator: Double = 0, isRateInside: Bool = false
    ) -> [String: RuleParameter.Value] {
        [
            "decay": .number(decay), "epsilon": .number(epsilon), "epsilonInsideRoot": .flag(inside),
            "initialAccumulator": .number(accumulator), "learningRateInMomentum": .flag(isRateInside),
        ]
    }

    /// Adagrad's parameters.
    static func adagrad(
        _ epsilon: Double, inside: Bool, accumulator: Double
    ) -> [String: RuleParameter.Value] {
        [
            "epsilon": .number(epsilon), "epsilonInsideRoot": .flag(inside),
            "initialAccumulator": .number(accumulator),
        ]
    }

    /// Muon's parameters: ε beside the norm of G + μ M, whatever multiple of that the library takes.
    static func muon(
        _ epsilon: Double, share: Double = 0.02, scale: MuonForm.Scale = .outputsOverInputs, isCorrected: Bool = false,
        vectors: MuonForm.VectorRule = .adam
    ) -> [String: RuleParameter.Value] {
        [
            "epsilon": .number(epsilon), "vectorRateShare": .number(share), "stepScale": .word(scale.rawValue),
            "biasCorrection": .flag(isCorrected), "vectorRule": .word(vectors.rawValue),
        ]
    }

    /// A number as float32 holds it.
    static func single(_ value: Float) -> RuleParameter.Value { .number(Double(value)) }

    /// A library whose optimizers are Optax's.
    static func ofOptax(_ name: String, _ version: String, _ how: String) -> Library {
        func rule(
            _ name: String, _ call: String, _ values: [String: RuleParameter.Value] = [:], weightDecay: Double = 0
        ) -> Rule {
            Rule(name, "\(how)optax.\(call)", nil, values, weightDecay: weightDecay, .decoupled)
        }
        return Library(
            name, version,
            [
                rule("sgd", "sgd"), rule("momentum", "sgd"), rule("nesterov", "sgd"),
                rule("rmsProp", "rmsprop", rmsProp(0.9, 1e-8, inside: true, isRateInside: true)),
                rule("adam", "adam"), rule("adamW", "adamw", weightDecay: 1e-4),
                rule("adagrad", "adagrad", adagrad(1e-7, inside: true, accumulator: 0.1)),
                rule("adadelta", "adadelta"), rule("nadam", "nadam", ["momentumWarmUp": .number(0)]),
                rule("lion", "lion", weightDecay: 1e-3),
                rule(
                    "muon", "contrib.muon",
                    muon(1e-8 / 0.05, share: 1, isCorrected: true)),
            ],
            notes: [
                "RMSProp's ε is inside the root, and its momentum holds the rate; that of sgd does not.",
                "Muon corrects gradient and momentum for their start, so that its first directions are others.",
                "NAdam has no warm-up of its momentum.", "AdamW's decay is 1e-4, Lion's 1e-3.",
            ])
    }
}

extension Library.Rule {
    /// A rule with the standard parameters, whose decay acts in a form.
    init(_ name: String, _ call: String, _ learningRate: Double?, _ decayForm: Optimizer.DecayForm) {
        self.init(name, call, learningRate, [:], weightDecay: 0, decayForm)
    }
}
