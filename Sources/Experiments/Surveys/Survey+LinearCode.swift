internal import Networks

extension Survey {
    /// The study's open question, one obstacle at a time.
    static let linearCodeLadder = Survey(
        name: "linear-code-ladder",
        title: "Why ordinary training does not reach a linear code, one obstacle at a time",
        paper: "Autoencoder study for piecewise constant functions", section: "1",
        notice: "Each rung removes one more obstacle, over five seeds; the last rungs take one cure away again.",
        plan: .ladder(Ladder(rungs: linearCodeRungs, seeds: 1...5)))

    private static let linearCodeRungs: [Ladder.Rung] = {
        let whole = Experiment.linearCodeSpec(name: "newton")
        let first = 300_000
        func rung(
            _ name: String, _ title: String, _ role: Ladder.Rung.Role, _ remark: String, epochs: Int,
            fine: Bool = false,
            _ change: (inout Spec) -> Void
        ) -> Ladder.Rung {
            var spec = whole
            spec.name = name
            spec.epochs = epochs
            spec.precision = fine ? .float64 : .float32
            spec.record = Spec.Record(epochs: fine ? .every(1) : .logSpaced(perDecade: 10), snapshots: false)
            change(&spec)
            return Ladder.Rung(title, role, remark: remark, spec: spec)
        }
        func plain(_ spec: inout Spec) {
            (spec.loss, spec.codeLinearity, spec.kinkRepair) = (.squaredError(.mean), nil, nil)
            spec.optimizer = .rmsProp(learningRate: 1e-3)
        }
        /// The cures that any optimizer can have: the code term, the hinge residual, kinks spread once.
        func cured(_ optimizer: Optimizer) -> (inout Spec) -> Void {
            { spec in
                spec.optimizer = optimizer
                spec.kinkRepair = KinkRepair(.once(epoch: 20))
            }
        }
        let repair = KinkRepair(.every(1, from: 4))
        return [
            rung(
                "study", "The study's own recipe", .plain,
                "RMSProp at 1e-4, then 1e-5, on the squared error, as the study trained.", epochs: 557_600
            ) { spec in
                plain(&spec)
                spec.optimizer = .rmsProp(learningRate: 1e-4)
                spec.schedule = .steps([Schedule.Change(fromEpoch: 446_080, learningRate: 1e-5)])
            },
            rung(
                "rmsprop", "RMSProp at 1e-3", .plain, "The same at ten times the rate; nothing asks for a linear code.",
                epochs: first, plain),
            rung(
                "code", "+ code term", .climbs, "The encoder's weights are drawn together: the code is linear at once.",
                epochs: first
            ) { spec in
                plain(&spec)
                spec.codeLinearity = whole.codeLinearity
            },
            rung(
                "hinge", "+ hinge residual", .climbs,
                "Outputs that are negative though they should not be get a gradient.",
                epochs: first
            ) { spec in
                plain(&spec)
                (spec.codeLinearity, spec.loss) = (whole.codeLinearity, whole.loss)
            },
            rung(
                "kinks", "+ kinks spread once", .climbs, "At epoch 20 every gap between codes gets a kink.",
                epochs: first,
                cured(.rmsProp(learningRate: 1e-3))),
            rung(
                "adam", "the same, Adam at 1e-3", .rival, "What is left is conditioning: Adam does not cure it.",
                epochs: first, cured(.adam(learningRate: 1e-3))),
            rung(
                "nesterov", "the same, Nesterov at 1e-2", .rival, "Nor does momentum; 1.5e-2 diverges.", epochs: first,
                cured(.nesterov(learningRate: 1e-2))),
            rung(
                "muon", "the same, Muon at 0.1", .rival,
                "Nor orthogonalised momentum, at seventy times the price of an epoch.",
                epochs: 4000, cured(.muon(learningRate: 0.1))),
            rung(
                "shampoo", "the same, Shampoo at 0.01", .rival, "Nor a preconditioner for each side of W3.",
                epochs: 2000,
                cured(.shampoo(learningRate: 0.01, epsilon: 0.01, refresh: 20))),
            rung(
                "sobolev", "hat-basis gradient + kink repair", .arrives,
                "The gradient in the coordinates of hats: its condition number does not grow with n.", epochs: 100,
                fine: true
            ) { spec in (spec.optimizer, spec.kinkRepair) = (.sobolev(), repair) },
            rung(
                "natural", "natural gradient + kink repair", .arrives,
                "The Gram matrix of the ramps undoes their conditioning, in O(n³).", epochs: 60, fine: true
            ) { spec in (spec.optimizer, spec.kinkRepair) = (.naturalGradient(), repair) },
            rung(
                "newton", "slope Newton + kink repair", .arrives,
                "The same step by a recursion over slopes, in O(n²): the built-in linear-code.", epochs: whole.epochs,
                fine: true
            ) { $0.record.snapshots = true },
            rung(
                "newton-without-code", "slope Newton without the code term", .without,
                "Codes stay in the order of the start. Ascending units serve them where the blank happens to be the lowest, and it is no line then either.",
                epochs: whole.epochs, fine: true
            ) { $0.codeLinearity = nil },
            rung(
                "newton-masked", "slope Newton on the masked residual", .without,
                "The squared error of a ReLU says nothing of outputs that are negative: dead ones stay dead.",
                epochs: whole.epochs, fine: true
            ) { $0.loss = .squaredError(.mean) },
            rung(
                "newton-without-repair", "slope Newton without kink repair", .without,
                "Where a gap has no kink, no last layer is right.", epochs: whole.epochs, fine: true
            ) { $0.kinkRepair = nil },
        ]
    }()
}
