internal import Analysis
internal import Claims
internal import Diagnostics
internal import Exact
internal import Experiments
internal import Networks

extension Claim {
    /// The study's first claims: that a solution with a linear code exists, and which signals it is trained on.
    static let studySetting: [Claim] = [linearSolution, signalCount]

    private static let linearSolution: Claim = Claim(
        "linear-solution", in: .study, at: "section 1, first paragraph; figure 1",
        statement: ClaimText(
            "The three layers of figure 1 reconstruct all n possible step functions with a code that is linear in the "
                + "position. Proved by fixing the encoder to a linear code and training the rest to a low MSE.",
            tex: #"""
                The three layers of figure 1 reconstruct all $n$ possible step functions with a code that is linear in
                the position. Proved by fixing the encoder and training the rest to a low MSE.
                """#),
        correction: ClaimText(
            "It is proved by weights that are written down: w1 = 1/amp, a_k = relu(θ − k + 1), and amp·(a_p − a_(p+1)) "
                + "at the output of threshold p; the loss is exactly 0. A low MSE after training proves nothing: "
                + "admissible means loss 0. There are n + 1 step functions.",
            tex: #"""
                It is proved by weights that are written down: $w^{[1]}_j = 1/A$, $a_k = \mathrm{ReLU}(\theta - k + 1)$
                and $A\,(a_p - a_{p+1})$ at the output of threshold $p$; the loss is exactly $0$. A low MSE after
                training proves nothing: admissible means loss $0$. There are $n+1$ step functions.
                """#),
        expected: .holdsCorrected, lengths: 4...129, effort: 2
    ) { evidence, setting in
        let lengths = setting.lengths(1...12, and: 129)
        let solutions = try lengths.flatMap { n in try [1, 5].map { try WrittenSolution(length: n, amplitude: $0) } }
        evidence.statement(
            "written down for amplitudes 1 and 5: every output exact, in rational numbers", for: solutions
        ) {
            $0.isExact
        }
        evidence.statement("its code is z = θ", for: solutions) { $0.hasCodeTheta }
        evidence.detail("as printed, there are n step functions", for: solutions) { $0.distinctSignals == $0.length }
        evidence.fact("there are n + 1, all different, the blank among them", for: solutions) {
            $0.distinctSignals == $0.length + 1 && $0.pass.inputs.row($0.length).allSatisfy(\.isZero)
        }
        try evidence.fact(
            "stored in single precision, with w1 = 1, it is exact too, at amplitudes 1 and 5", for: lengths
        ) {
            n in
            try ([1, 5] as [Amplitudes]).allSatisfy { amplitude in
                let steps = StepFunctions(length: n, amplitude: amplitude)
                let network = try CanonicalAutoencoder(steps).network(as: Float.self)
                let samples = try ExactSamples(steps.samples(), in: Float.self)
                return try ExactReconstruction(ExactNetwork(network), on: samples).isExact
            }
        }
        var random = setting.random()
        let n = min(24, setting.length(or: 24))
        let rounded = try RoundedLastLayer(length: n, amplitude: 5, random: &random)
        evidence.fact(
            "with a fixed linear encoder, an exact last layer, rounded to single precision, has an MSE below 1e-8·amp²",
            rounded.largestError < 1e-4)
        evidence.detail("as printed, so low an MSE is a proof: its loss is 0", rounded.reconstruction.isExact)
        evidence.witness(
            "the last layer rounded to single precision, n = \(n), amplitude 5",
            "largest error \(NumberText.number(5 * rounded.largestError)); \(rounded.wrongOutputs) of \(n * (n + 1)) outputs "
                + "are not exact")
        if let small = solutions.first(where: { $0.length >= 3 && $0.length <= 8 && $0.amplitude == 5 }) {
            let pass = small.pass
            evidence.witness(
                "the solution written down, n = \(small.length), amplitude 5",
                columns: ["θ", "z", "hidden units", "outputs"],
                rows: (0...small.length).map { i in
                    [
                        "\(small.length - i)", "\(pass.activations[0][i, 0])",
                        pass.activations[1].row(i).map(\.description).joined(separator: " "),
                        pass.outputs.row(i).map(\.description).joined(separator: " "),
                    ]
                })
        }
    }

    private static let signalCount: Claim = Claim(
        "n129", in: .study, at: "section 1.1",
        statement: ClaimText(
            "The training set contains all the n = 129 step functions; the batch size is n.",
            tex: "The training set contains all the $n = 129$ step functions; the batch size is $n$."),
        correction: ClaimText(
            "Ambiguous. Signals of 129 entries give 130 step functions: batches of 129 then make two updates an epoch, "
                + "the second one on one sample: in their order, the blank. Or n = 128 with 129 step functions, or the "
                + "blank left out. Heaviside takes n = 129, all 130 step functions, and all of them in each update.",
            tex: #"""
                Ambiguous. Signals of $129$ entries give $130$ step functions: batches of $129$ then make two updates an
                epoch, the second on one sample: in their order, the blank. Or $n = 128$ with $129$ step functions, or
                the blank left out. Heaviside takes $n = 129$, all $130$ step functions, and all of them in each update.
                """#),
        expected: .holdsCorrected, lengths: 3...129, effort: 1
    ) { evidence, setting in
        let n = setting.length(or: 129)
        let printed = try BatchReading(
            "n entries, all steps, batches of n", length: n, batching: .mini(size: n, shuffled: false))
        let shorter = try BatchReading(
            "n − 1 entries, all steps, batches of n", length: n - 1, batching: .mini(size: n, shuffled: false))
        let blankless = try BatchReading(
            "n entries, no blank, batches of n", length: n, blank: false, batching: .mini(size: n, shuffled: false))
        let chosen = try BatchReading("n entries, all steps, full batches: Heaviside's", length: n)
        evidence.statement(
            "read in two other ways there are n step functions, all in one update", for: [shorter, blankless]
        ) {
            $0.distinctSignals == n && $0.samples.count == n && $0.updatesOnceAnEpoch
        }
        evidence.detail("with n entries there are n step functions", printed.distinctSignals == n)
        evidence.detail("with n entries a batch of n holds them all: one update an epoch", printed.updatesOnceAnEpoch)
        evidence.fact(
            "with n entries there are n + 1, and a batch of n makes two updates an epoch",
            printed.distinctSignals == n + 1 && printed.updates == 2 * printed.spec.epochs)
        let builtIn = try ProtocolRun(start: .signed, encoder: .free, seed: 1).spec()
        evidence.fact("Heaviside's built-in experiment has n = 129", builtIn.signals.length == 129)
        evidence.fact(
            "at length n it has n + 1 samples, all different, and one update an epoch",
            chosen.distinctSignals == n + 1 && chosen.samples.count == n + 1 && chosen.updatesOnceAnEpoch)
        let rate = 0.1
        let descent = try BatchReading(
            printed.name, length: n, batching: printed.spec.training.batching, optimizer: .sgd(learningRate: rate),
            epochs: 1)
        let byHand = descent.descended([0..<n, n..<(n + 1)], rate: rate)
        let atOnce = descent.descended([0..<(n + 1)], rate: rate)
        evidence.fact(
            "an epoch in batches of n is a step by the first n samples and one by the blank alone, to 1e-12",
            BatchReading.distance(descent.end, byHand) < 1e-12)
        evidence.fact(
            "which is another training: after one epoch of gradient descent the weights differ by more than 1e-6",
            BatchReading.distance(descent.end, atOnce) > 1e-6)
        evidence.witness(
            "readings", columns: ["reading", "entries", "samples", "updates an epoch"],
            rows: [printed, shorter, blankless, chosen].map {
                [$0.name, "\($0.samples.length)", "\($0.samples.count)", "\($0.updates / $0.spec.epochs)"]
            })
    }
}
