import Testing

@testable import Networks

/// The rules that solve for the last layer, and what all rules about whole tensors share.
@Suite struct TensorStepTests {
    private static let whole: [Optimizer] =
        [
            .muon(learningRate: 0.02), .muon(learningRate: 0.02, weightDecay: 0.1), .shampoo(learningRate: 0.1),
            .shampoo(learningRate: 0.1, refresh: 3, weightDecay: 0.1), .naturalGradient(learningRate: 0.5, trust: 1e-3),
            .slopeNewton(learningRate: 0.5), .sobolev(learningRate: 0.5),
        ] + forms

    /// Rules whose step is entry by entry, but that the kernels do not have.
    private static let forms: [Optimizer] = {
        var rmsProp = RMSPropForm()
        (rmsProp.isCentred, rmsProp.momentum, rmsProp.initialAccumulator) = (true, 0.5, 1)
        var muon = MuonForm(vectorRate: 0.01)
        (muon.isCorrected, muon.epsilon, muon.scale) = (true, 1e-7, .largerSide)
        let rules: [Optimizer.Rule] = [
            .rmsPropForm(rmsProp), .rmsPropForm(.adagrad), .adamForm(.nadam), .adadelta(AdadeltaForm()),
            .lion(LionForm()), .momentumForm(MomentumForm(dampening: 0.5, dampensFirst: false)), .muonForm(muon),
        ]
        return rules.map { Optimizer($0, learningRate: 0.01, weightDecay: 0.1) }
    }()

    private func network(_ length: Int, seed: UInt64 = 2) throws -> Network<Double> {
        try Network(
            inputs: length, layers: CanonicalAutoencoder.layers(length: length), initialization: .uniform(-0.3...0.3),
            seed: seed)
    }

    @Test("A Sobolev step is the formula's, in the reference's gradient", arguments: [true, false])
    func sobolev(isMean: Bool) throws {
        // W ← W − η B Bᵀ G with B built from its definition.
        let given = try ScalarCodeCase(seed: 5, samples: 8, outputs: 3)
        let loss: Loss = isMean ? .hingeResidual(.mean) : .hingeResidual(.sum)
        var trained = given.network
        try Training(loss: loss, optimizer: .sobolev(learningRate: 0.7, trust: 0))
            .fit(&trained, to: given.samples, epochs: 1)
        let gradient = Backpropagation(given.network).gradients(
            inputs: given.samples.signals, targets: given.samples.targets, loss: .hingeResidual(.halfSum)
        ).layers[2].weight
        let w = given.network.layers[1].weight.elements
        let t = w.indices.map { -(given.network.layers[1].bias?[$0] ?? 0) / w[$0] }
        let m = w.count
        let d = (0..<m).map { ($0 + 1 < m ? t[$0 + 1] : given.codes[m]) - t[$0] }
        // Column c of B: the weights of the hat that is 1 at t_(c+1).
        var hats = Matrix<Double>(rows: m, columns: m, repeating: 0)
        for c in 0..<m {
            let value = { (k: Int) in k == c ? 1.0 : 0 }
            for k in 0..<m {
                let slope = (value(k) - (k > 0 ? value(k - 1) : 0)) / d[k]
                let before = k > 0 ? (value(k - 1) - (k > 1 ? value(k - 2) : 0)) / d[k - 1] : 0
                hats[k, c] = (slope - before) / w[k]
            }
        }
        for j in 0..<3 {
            let inHats = (0..<m).map { c in (0..<m).reduce(0.0) { $0 + hats[$1, c] * gradient[j, $1] } }
            for k in 0..<m {
                let step = (0..<m).reduce(0.0) { $0 + hats[k, $1] * inHats[$1] }
                let expected = given.network.layers[2].weight[j, k] - 0.7 * step
                #expect(abs(trained.layers[2].weight[j, k] - expected) < 1e-9 * max(1, abs(expected)))
            }
        }
        #expect(trained.layers[1] == given.network.layers[1], "no trust, no step below")
    }

    @Test("The Sobolev gradient converges at the rate of its condition number")
    func sobolevConverges() throws {
        let given = try ScalarCodeCase(seed: 6, samples: 30, outputs: 8, fractions: 0.1...0.2)
        // Nothing can change the lowest code's outputs: its targets are 0.
        var targets = given.samples.targets
        for (i, position) in given.samples.positions.enumerated() where position == 0 {
            for j in 0..<8 { targets[i, j] = 0 }
        }
        let case0 = ScalarCodeCase(
            network: given.network,
            samples: SampleSet(
                signals: given.samples.signals, labels: given.samples.labels, targets: targets))
        var network = case0.network
        let outcome = try Training(
            loss: .hingeResidual(.halfSum), optimizer: .sobolev(learningRate: 1, trust: 0)
        ).fit(&network, to: case0.samples, epochs: 100)
        #expect(outcome.loss < 1e-15)
    }

    @Test("One natural gradient step solves a last layer that can be solved", arguments: [true, false])
    func natural(hasScalarCode: Bool) throws {
        // Identity outputs and more inputs than samples: the least squares are 0.
        let samples = try StepFunctions(length: 6, amplitude: 2).samples()
        var network = try Network<Double>(
            inputs: 6,
            layers: hasScalarCode
                ? [Dense(1), Dense(40, activation: .relu), Dense(6)] : [Dense(40, activation: .tanh), Dense(6)],
            initialization: .uniform(-1...1), seed: 1)
        let start = network
        let recipe = Training(
            loss: .squaredError(.mean), optimizer: .naturalGradient(learningRate: 1, damping: 1e-14, trust: 0))
        let outcome = try recipe.fit(&network, to: samples, epochs: 3)
        #expect(outcome.loss < 1e-16)
        #expect(network.layers[0] == start.layers[0])
        #expect(network.layers[network.layers.count - 1].bias != start.layers[start.layers.count - 1].bias)
        // The two layouts of the last layer agree.
        guard hasScalarCode else { return }
        var (swept, dense) = (start, start)
        var once = recipe
        once.optimizer = .naturalGradient(learningRate: 0.5, damping: 1e-3, trust: 1e-3)
        try once.fit(&swept, to: samples, epochs: 1)
        once.path = .dense
        try once.fit(&dense, to: samples, epochs: 1)
        for (a, b) in zip(swept.layers, dense.layers) {
            for (x, y) in zip(a.weight.elements, b.weight.elements) { #expect(abs(x - y) < 1e-9) }
        }
    }

    /// One sample x = 2, one weight 3, target 1.
    private func scalar() throws -> (Network<Double>, SampleSet) {
        let samples = SampleSet(
            signals: Matrix(rows: 1, columns: 1, elements: [2]),
            parameters: [SignalParameters(position: 0, amplitude: 1, transitions: [], levels: [2])],
            targets: Matrix(rows: 1, columns: 1, elements: [1]))
        let layer = Layer(dense: Dense(1, bias: false), weight: Matrix(rows: 1, columns: 1, elements: [3.0]), bias: nil)
        return (try Network(inputs: 1, layers: [layer]), samples)
    }

    @Test("Damping is a share of the mean diagonal, a coupled weight decay a part of the gradient")
    func scalars() throws {
        // Half the square of 2w − 1: gradient 2 (2·3 − 1) = 10, Gram 4.
        var (network, samples) = try scalar()
        try Training(loss: .squaredError(.mean), optimizer: .naturalGradient(learningRate: 0.5, damping: 0.25))
            .fit(&network, to: samples, epochs: 1)
        #expect(abs(network.layers[0].weight[0, 0] - (3 - 0.5 * 10 / 5)) < 1e-12)
        // The whole square: gradient 20, with decay 20 + 0.5 · 3.
        (network, samples) = try scalar()
        try Training(
            loss: .squaredError(.sum),
            optimizer: .shampoo(learningRate: 0.1, epsilon: 1e-12, weightDecay: 0.5, decayForm: .coupled)
        ).fit(&network, to: samples, epochs: 1)
        #expect(abs(network.layers[0].weight[0, 0] - 2.9) < 1e-9)
        (network, samples) = try scalar()
        try Training(
            loss: .squaredError(.sum),
            optimizer: .shampoo(learningRate: 0.1, epsilon: 100, weightDecay: 0.5, decayForm: .coupled)
        ).fit(&network, to: samples, epochs: 1)
        #expect(abs(network.layers[0].weight[0, 0] - (3 - 0.1 * 21.5 / (21.5 * 21.5 + 100).squareRoot())) < 1e-9)
        // Decoupled, as it is by default: 3 − 0.1 · 0.5 · 3, and the step of the gradient alone.
        (network, samples) = try scalar()
        try Training(
            loss: .squaredError(.sum), optimizer: .shampoo(learningRate: 0.1, epsilon: 100, weightDecay: 0.5)
        ).fit(&network, to: samples, epochs: 1)
        #expect(abs(network.layers[0].weight[0, 0] - (2.85 - 0.1 * 20 / (20.0 * 20 + 100).squareRoot())) < 1e-9)
    }

    @Test("Polyak's step length below the last layer, within the trust")
    func lowerLayers() throws {
        let samples = try StepFunctions(length: 6, amplitude: 3).samples()
        // Nearly solved, so that the loss, and with it Polyak's length, is small.
        var start: Network<Double> = try CanonicalAutoencoder(StepFunctions(length: 6, amplitude: 3)).network()
        for k in start.layers[2].weight.elements.indices { start.layers[2].weight.elements[k] *= 1.001 }
        let gradients = Backpropagation(start).gradients(
            inputs: samples.signals, targets: samples.targets, loss: .hingeResidual(.mean))
        func flat(_ l: Int, _ bias: Bool) -> [Double] {
            bias ? gradients.layers[l].bias ?? [] : gradients.layers[l].weight.elements
        }
        let total = [(0, false), (0, true), (1, false), (1, true)].flatMap { flat($0.0, $0.1) }.reduce(0) {
            $0 + $1 * $1
        }
        var limits = 0
        for trust in [1e-6, 1.0] {
            var network = start
            try Training(
                loss: .hingeResidual(.mean), optimizer: .naturalGradient(learningRate: 0, trust: trust)
            ).fit(&network, to: samples, epochs: 1)
            for l in 0...1 {
                for (k, before) in start.layers[l].weight.elements.enumerated() {
                    let g = gradients.layers[l].weight.elements
                    let norm = start.layers[l].weight.elements.reduce(0) { $0 + $1 * $1 }.squareRoot()
                    let length = g.reduce(0) { $0 + $1 * $1 }.squareRoot()
                    let rate = min(gradients.loss / total, trust * norm / length)
                    if k == 0 { limits += gradients.loss / total < trust * norm / length ? 1 : 10 }
                    #expect(abs(network.layers[l].weight.elements[k] - (before - rate * g[k])) < 1e-14)
                }
            }
        }
        #expect(limits == 22, "both lengths are met with")
    }

    @Test("Resuming from a checkpoint gives the same bits", arguments: whole.indices)
    func resume(index: Int) throws {
        let samples = try StepFunctions(length: 9, amplitude: 5).samples()
        let recipe = Training(
            loss: .hingeResidual(.mean), optimizer: Self.whole[index], codeLinearity: CodeLinearity(projection: 0.3),
            kinkRepair: KinkRepair(.every(2, from: 2)))
        var whole = try network(9).converted(to: Float.self)
        var parts = whole
        let start = whole
        try recipe.fit(&whole, to: samples, epochs: 14)
        let checkpoint = try recipe.fit(&parts, to: samples, epochs: 5).checkpoint
        try recipe.fit(&parts, to: samples, epochs: 14, from: checkpoint)
        #expect(whole == parts)
        #expect(whole != start)
        #expect(whole.isFinite)
        guard case .shampoo = Self.whole[index].rule else { return }
        var foreign = checkpoint
        foreign.statistics.removeLast()
        #expect(throws: TrainingError.self) { try recipe.fit(&parts, to: samples, epochs: 14, from: foreign) }
    }

    @Test("A penalty moves the encoder under rules for the last layer too")
    func penalty() throws {
        let samples = try StepFunctions(length: 9, amplitude: 2).samples()
        var network = try network(9)
        let recipe = Training(
            loss: .hingeResidual(.mean), optimizer: .slopeNewton(trust: 0.3),
            codeLinearity: CodeLinearity(penalty: 100),
            kinkRepair: KinkRepair())
        try recipe.fit(&network, to: samples, epochs: 300)
        let weights = network.layers[0].weight.elements
        #expect((weights.max() ?? 1) - (weights.min() ?? 0) < 1e-3)
    }

    @Test("Gradients leave frozen layers alone; the terms that are about them place them")
    func frozen() throws {
        let samples = try StepFunctions(length: 9, amplitude: 2).samples()
        var layers = CanonicalAutoencoder.layers(length: 9)
        for l in 0...1 { layers[l].isFrozen = true }
        var network = try Network<Double>(inputs: 9, layers: layers, initialization: .uniform(-0.3...0.3), seed: 2)
        let recipe = Training(
            loss: .hingeResidual(.mean), optimizer: .adam(learningRate: 0.01),
            codeLinearity: CodeLinearity(projection: 1), kinkRepair: KinkRepair(.once(epoch: 1)))
        var seen: [Network<Double>] = []
        try recipe.fit(&network, to: samples, epochs: 30, observing: .list([1])) { seen.append($0.network) }
        #expect(seen.count == 3 && seen[0].layers[1] != seen[1].layers[1])
        #expect(Set(seen[1].layers[0].weight.elements).count == 1)
        #expect(seen[1].layers[1] == seen[2].layers[1] && seen[1].layers[0].bias == seen[2].layers[0].bias)
        // The mean of equal weights is rounded anew in every epoch.
        #expect(abs(seen[1].layers[0].weight[0, 0] - seen[2].layers[0].weight[0, 0]) < 1e-14)
        #expect(seen[1].layers[2] != seen[2].layers[2])
    }

    @Test("Recipes that do not suit the network are refused, by name")
    func refusals() throws {
        let samples = try StepFunctions(length: 6, amplitude: 3).samples()
        func part(_ recipe: Training, _ layers: [Dense]) throws -> String? {
            let network = try Network<Double>(
                inputs: 6, layers: layers, initialization: .uniform(-1...1), seed: 1)
            do {
                try recipe.validate(network, samples: samples, epochs: 1)
                return nil
            } catch { return error.place }
        }
        let good = CanonicalAutoencoder.layers(length: 6)
        let newton = Training(loss: .hingeResidual(.mean), optimizer: .slopeNewton())
        let repair = Training(loss: .hingeResidual(.mean), optimizer: .sgd(learningRate: 1), kinkRepair: KinkRepair())
        let linear = Training(
            loss: .hingeResidual(.mean), optimizer: .sgd(learningRate: 1), codeLinearity: CodeLinearity(projection: 1))
        for recipe in [newton, repair, linear] { #expect(try part(recipe, good) == nil) }
        let (relu, output) = (Dense(6, activation: .relu), Dense(6, activation: .relu, bias: false))
        #expect(try part(newton, [Dense(2), relu, output]) == "optimizer")
        #expect(try part(newton, [Dense(1), Dense(6, activation: .tanh), output]) == "optimizer")
        #expect(try part(newton, [Dense(1), Dense(6, activation: .leakyReLU(slope: 0.1)), output]) == "optimizer")
        #expect(try part(newton, [Dense(1), Dense(6, activation: .relu, bias: false), output]) == "optimizer")
        #expect(
            try part(newton, [Dense(1), relu, Dense(6, activation: .relu, bias: false, frozen: true)]) == "optimizer")
        #expect(try part(newton, [Dense(1), relu, Dense(6, activation: .relu, nonNegative: true)]) == "optimizer")
        #expect(try part(repair, [Dense(2), relu, output]) == "kinkRepair")
        #expect(try part(repair, [Dense(1), Dense(6, activation: .relu, frozen: true), output]) == nil)
        #expect(throws: NetworkError.self) {
            try part(repair, [Dense(1), Dense(6, activation: .relu, fixed: .linear), output])
        }
        let hats = Training(loss: .hingeResidual(.mean), optimizer: .sobolev())
        #expect(try part(hats, good) == nil)
        #expect(try part(hats, [Dense(1), relu, Dense(6, activation: .relu)]) == "optimizer")
        #expect(try part(linear, [Dense(2), relu, output]) == "codeLinearity")
        #expect(try part(linear, [Dense(1, activation: .tanh), relu, output]) == "codeLinearity")
        #expect(try part(linear, [Dense(1, frozen: true), relu, output]) == nil)
        #expect(try part(linear, [Dense(1, fixed: .linear), relu, output]) == "codeLinearity")
        var penalty = linear
        penalty.codeLinearity = CodeLinearity(penalty: 0.5)
        #expect(try part(penalty, good) == nil)
        #expect(try part(penalty, [Dense(1, frozen: true), relu, output]) == "codeLinearity.penalty")
        #expect(try part(linear, [output]) == "codeLinearity")
        var dense = newton
        dense.path = .dense
        #expect(try part(dense, good) == "path")
        var batched = repair
        batched.batching = .mini(size: 3, shuffled: false)
        #expect(try part(batched, good) == "batch")
        func natural(_ loss: Loss) -> Training { Training(loss: loss, optimizer: .naturalGradient()) }
        #expect(try part(natural(.crossEntropy(.mean)), [Dense(6)]) == "loss")
        #expect(try part(natural(.squaredError(.mean)), [Dense(1), Dense(6, frozen: true)]) == "network.1")
        #expect(try part(natural(.squaredError(.mean)), [Dense(5000), Dense(6)]) == "network.1")
        #expect(
            try part(
                Training(loss: .squaredError(.mean), optimizer: .shampoo(learningRate: 1)), [Dense(5000), Dense(6)])
                == "network.0")
        for (optimizer, name) in [
            (Optimizer.slopeNewton(trust: 2), "trust"), (.naturalGradient(damping: -1), "damping"),
            (.shampoo(learningRate: 1, refresh: 0), "refresh"), (.shampoo(learningRate: 1, epsilon: 0), "epsilon"),
            (.muon(learningRate: 1, momentum: 1), "momentum"), (.muon(learningRate: 1, vectorRate: -1), "vectorRate"),
        ] {
            #expect(optimizer.objection?.parameter == name)
        }
        #expect(Optimizer(.sobolev(trust: 0), learningRate: 1, weightDecay: 1).objection?.parameter == "weightDecay")
    }
}
