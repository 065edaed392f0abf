import Testing

@testable import Networks

/// The C sweep against its twin in Swift, bit for bit: every rule, precision and shape, over several steps.
@Suite struct SweepTwinTests {
    static let rules: [Optimizer] = [
        .sgd(learningRate: 0.01), .sgd(learningRate: 0.01, weightDecay: 0.1), .momentum(learningRate: 0.01),
        .nesterov(learningRate: 0.01), .rmsProp(learningRate: 0.01), .rmsProp(learningRate: 0.01, weightDecay: 0.1),
        .rmsProp(learningRate: 0.01, dialect: .keras), .adam(learningRate: 0.01),
        .adam(learningRate: 0.01, weightDecay: 0.1),
        .adam(learningRate: 0.01, weightDecay: 0.1, decayForm: .decoupled),
        .rmsProp(learningRate: 0.01, weightDecay: 0.1, decayForm: .decoupled),
        .rmsProp(learningRate: 0.01, dialect: .keras, weightDecay: 0.1), .momentum(learningRate: 0.01, dialect: .keras),
        .nesterov(learningRate: 0.01, dialect: .keras, weightDecay: 0.1),
    ]

    @Test("Each rule", arguments: rules.indices)
    func rule(index: Int) throws {
        for seed in 0..<6 { try compareAll(seed: UInt64(1000 * index + seed), outputs: 1...40, Self.rules[index]) }
    }

    @Test("Every number of outputs", arguments: 1...70)
    func sizes(outputs: Int) throws {
        try compareAll(seed: UInt64(20_000 + outputs), outputs: outputs...outputs, .rmsProp(learningRate: 0.01))
    }

    @Test("Several panels of outputs", arguments: [96, 97, 129, 200])
    func panels(outputs: Int) throws {
        try compareAll(seed: UInt64(30_000 + outputs), outputs: outputs...outputs, .adam(learningRate: 0.01))
    }

    private func compareAll(seed: UInt64, outputs: ClosedRange<Int>, _ optimizer: Optimizer) throws {
        try compare(SingleSweep.self, SweepTwin<Float, Float>.self, seed, outputs, optimizer) { UInt64($0.bitPattern) }
        try compare(DoubleAccumulatorSweep.self, SweepTwin<Float, Double>.self, seed, outputs, optimizer) {
            UInt64($0.bitPattern)
        }
        try compare(DoubleSweep.self, SweepTwin<Double, Double>.self, seed, outputs, optimizer) { $0.bitPattern }
    }

    /// Three steps of training by each, and one gradient without a step.
    private func compare<C: SweepArithmetic, Twin: SweepArithmetic>(
        _ c: C.Type, _ twin: Twin.Type, _ seed: UInt64, _ outputs: ClosedRange<Int>, _ optimizer: Optimizer,
        bits: (C.Element) -> UInt64
    ) throws where C.Element == Twin.Element {
        let given = try SweepPathTests.SweepCase(seed: seed, dyadic: seed % 3 == 0, size: 1...24, outputs: outputs)
        let first = trained(given, by: C.self, optimizer)
        let second = trained(given, by: Twin.self, optimizer)
        #expect(first.losses.map(\.bitPattern) == second.losses.map(\.bitPattern), "\(C.self), \(given)")
        for (which, (a, b)) in zip(first.buffers, second.buffers).enumerated() {
            for k in 0..<a.count where bits(a.pointer[k]) != bits(b.pointer[k]) {
                // Zeros of either sign are one number, and the twin has no −0 · x in the padding.
                guard a.pointer[k] != b.pointer[k] else { continue }
                Issue.record("buffer \(which), entry \(k): \(a.pointer[k]), \(b.pointer[k]); \(C.self), \(given)")
                return
            }
        }
    }

    private func trained<Arithmetic: SweepArithmetic>(
        _ given: SweepPathTests.SweepCase, by arithmetic: Arithmetic.Type, _ optimizer: Optimizer
    ) -> (losses: [Double], buffers: [AlignedBuffer<Arithmetic.Element>]) {
        typealias S = Arithmetic.Element
        let rows = SweepRowsBuffer<S>(given)
        let network = given.network.converted(to: S.self)
        let layout = ParameterLayout.forSweep(network)
        let path = SweepPath<Arithmetic>(
            SweepRequest(
                network: network, layout: layout, loss: given.loss, capacity: given.inputs.rows, signals: nil))
        let parameters = AlignedBuffer<S>(count: layout.count)
        let gradient = AlignedBuffer<S>(count: layout.count)
        let moments = (0..<optimizer.momentCount).map { _ in AlignedBuffer<S>(count: layout.count) }
        layout.write(network, to: parameters.pointer)
        var losses: [Double] = []
        for update in 1...3 {
            let step = OptimizerStep(
                optimizer.rule.body, weightDecay: optimizer.weightDecay, optimizer.decayForm, learningRate: 0.01,
                update: update, moments: .init(moments))
            losses.append(
                path.train(parameters: parameters.pointer, rows: rows.rows, gradient: gradient.pointer, step: step))
        }
        losses.append(path.evaluate(parameters: parameters.pointer, rows: rows.rows, gradient: gradient.pointer))
        return (losses, [parameters, gradient] + moments)
    }
}
