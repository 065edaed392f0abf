internal import Networks

extension Survey {
    /// Recipes for the study's open question, each with one obstacle fewer.
    public static let linearCodeLadder = Survey(
        name: "linear-code-ladder",
        title: "Why ordinary training does not reach a linear code, one obstacle at a time",
        paper: "Autoencoder study for piecewise constant functions", section: "1",
        notice:
            "Each rung removes one more obstacle, and is trained from five seeds; each of the last rungs leaves "
            + "one cure out again.",
        plan: .ladder(Ladder(rungs: linearCodeRungs, seeds: 1...5)))

    private static let linearCodeRungs: [Ladder.Rung] = {
        let whole = Experiment.linearCodeSpec(name: "newton")
        let first = 100_000
        /// A rung in double precision, as all are but the study's own: in single precision the gradient in hats has too
        /// few digits at this length.
        func rung(
            _ name: String, _ title: String, _ role: Ladder.Rung.Role, _ remark: String, epochs: Int,
            _ change: (inout Spec) -> Void
        ) -> Ladder.Rung {
            var spec = whole
            spec.name = name
            spec.epochs = epochs
            spec.record = Spec.Record(epochs: epochs > 1000 ? .logSpaced(perDecade: 10) : .every(1), snapshots: false)
            change(&spec)
            return Ladder.Rung(title, role, remark: remark, spec: spec)
        }
        func plain(_ spec: inout Spec) {
            spec.training = Training(
                loss: .squaredError(.mean), optimizer: .rmsProp(learningRate: 1e-3), seed: whole.seed)
        }
        /// Kinks are spread once; all layers are trained.
        func spread(_ optimizer: Optimizer) -> (inout Spec) -> Void {
            {
                $0.training.optimizer = optimizer
                $0.training.kinkRepair = KinkRepair(.once(epoch: 20))
            }
        }
        /// A linear code and a kink in each gap from the first epoch on, and only the last layer trained: conditioning
        /// alone is left.
        func kept(_ optimizer: Optimizer) -> (inout Spec) -> Void {
            { spec in
                spec.training.optimizer = optimizer
                spec.training.codeLinearity = CodeLinearity(projection: 1)
                spec.training.kinkRepair = KinkRepair(.once(epoch: 1))
                for l in 0...1 { spec.network[l].isFrozen = true }
            }
        }
        let repair = KinkRepair(.every(1, from: 4))
        return [
            rung(
                "study", "The study's own recipe", .plain,
                "RMSProp at 1e-4, then 1e-5, on the squared error, as the study trained.", epochs: 557_600
            ) { spec in
                plain(&spec)
                spec.precision = .float32
                spec.training.optimizer = .rmsProp(learningRate: 1e-4)
                spec.training.schedule = .steps([Schedule.Change(fromEpoch: 446_080, learningRate: 1e-5)])
            },
            rung(
                "rmsprop", "RMSProp at 1e-3", .plain, "The same at ten times the rate; nothing asks for a linear code.",
                epochs: first, plain),
            rung(
                "code", "+ code term", .climbs, "The encoder's weights are drawn together.", epochs: first
            ) { spec in
                plain(&spec)
                spec.training.codeLinearity = whole.training.codeLinearity
            },
            rung(
                "hinge", "+ hinge residual", .climbs,
                "Outputs that are negative though they should not be get a gradient.", epochs: first
            ) { spec in
                plain(&spec)
                spec.training.codeLinearity = whole.training.codeLinearity
                spec.training.loss = whole.training.loss
            },
            rung(
                "kinks", "+ kinks spread once", .climbs, "After 20 epochs every gap between codes is given a kink.",
                epochs: first, spread(.rmsProp(learningRate: 1e-3))),
            rung(
                "adam", "+ kinks spread once, Adam", .climbs, "The kinks drift out of their gaps here too.",
                epochs: first,
                spread(.adam(learningRate: 1e-3))),
            rung(
                "kept-adam", "only W3, Adam at 0.1", .rival,
                "A convex problem with a solution; the best of the rates that were tried.", epochs: first,
                kept(.adam(learningRate: 0.1))),
            rung(
                "kept-nesterov", "only W3, Nesterov at 30", .rival, "With a momentum of 0.99.", epochs: first,
                kept(.nesterov(0.99, learningRate: 30))),
            rung(
                "kept-muon", "only W3, Muon from 10 to 0.3", .rival,
                "Every singular direction of the momentum gets the same step, at a rate that falls: at a constant one it ends by swinging.",
                epochs: 4000
            ) { spec in
                kept(.muon(learningRate: 10))(&spec)
                spec.training.schedule = .steps(
                    [(1500, 3), (2500, 1), (3500, 0.3)].map { Schedule.Change(fromEpoch: $0.0, learningRate: $0.1) })
            },
            rung(
                "kept-shampoo", "only W3, Shampoo at 0.5", .rival, "A preconditioner for each side of W3.",
                epochs: 2000,
                kept(.shampoo(learningRate: 0.5, refresh: 20))),
            rung(
                "sobolev", "hat-basis gradient (sobolev) + kink repair", .arrives,
                "All layers trained; the gradient in the coordinates of hats, whose condition number does not grow with n.",
                epochs: 100
            ) { spec in
                spec.training.optimizer = .sobolev()
                spec.training.kinkRepair = repair
            },
            rung(
                "natural", "natural gradient + kink repair", .arrives,
                "The Gram matrix of the ramps undoes their conditioning, in O(n³).", epochs: 60
            ) { spec in
                spec.training.optimizer = .naturalGradient()
                spec.training.kinkRepair = repair
            },
            rung(
                "newton", "slope Newton + kink repair", .arrives,
                "The last layer is solved by a recursion over slopes, in O(n²): the built-in linear-code.",
                epochs: whole.epochs
            ) { $0.record.snapshots = true },
            rung(
                "newton-without-code", "slope Newton without the code term", .ablation,
                "Codes stay in the order of the start, which is no line. They are decoded all the same: units ascend above the blank's code and descend below it.",
                epochs: whole.epochs
            ) { $0.training.codeLinearity = nil },
            rung(
                "newton-masked", "slope Newton on the masked residual", .ablation,
                "The squared error of a ReLU says nothing of outputs that are negative.", epochs: whole.epochs
            ) { $0.training.loss = .squaredError(.mean) },
            rung(
                "newton-without-repair", "slope Newton without kink repair", .ablation,
                "Gaps without a kink are passed over.", epochs: whole.epochs
            ) { $0.training.kinkRepair = nil },
        ]
    }()
}
