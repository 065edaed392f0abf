import Exact
import Testing

@testable import Networks

/// The recursion over slopes, and the Newton step that it makes.
@Suite struct SlopeRecursionTests {
    @Test("Solves random interpolation problems exactly, in rationals", arguments: 0..<60)
    func exact(seed: Int) {
        var stream = RandomStream(seed: UInt64(seed), purpose: .signals, index: 3)
        func rational(_ range: ClosedRange<Double>) -> Rational { Rational(stream.uniform(in: range)) }
        let samples = 2 + stream.index(below: 9)
        let outputs = 1 + stream.index(below: 4)
        let hasBias = seed % 3 == 0
        var codes = [rational(-2...2)]
        while codes.count < samples { codes.append(codes[codes.count - 1] + rational(0.1...1)) }
        // Any fraction of its gap, ½ and beyond included: stability is no question here. Some gaps have no unit.
        var units: [(gap: Int, kink: Rational, weight: Rational)] = []
        for gap in 0..<(samples - 1) where stream.index(below: 5) > 0 || gap == 0 {
            let fraction = rational(0...0.9)
            units.append(
                (gap, codes[gap] + fraction * (codes[gap + 1] - codes[gap]), rational(0.05...2)))
        }
        let ends = units.dropFirst().map(\.gap) + [samples - 1]
        let recursion = SlopeRecursion<Rational>(
            knots: zip(units, ends).enumerated().map { k, knot in
                let (unit, end) = knot
                return SlopeRecursion.Knot(
                    unit: k, end: end, offset: unit.kink - codes[unit.gap],
                    inverseRest: 1 / (codes[end] - unit.kink), inverseWeight: 1 / unit.weight)
            }, start: 0)
        let residuals = Matrix(
            rows: samples, columns: outputs, elements: (0..<samples * outputs).map { _ in rational(-3...3) })
        let rate = rational(0.1...1)
        let step = recursion.step(residuals: residuals, units: units.count, hasBias: hasBias, rate: rate)
        // What the step adds to each preactivation, by the definition of the network.
        for sample in (hasBias ? [0] : []) + ends {
            for j in 0..<outputs {
                var change = step.bias[j]
                for (k, unit) in units.enumerated() {
                    let u = unit.weight * (codes[sample] - unit.kink)
                    if u > 0 { change += u * step.weights[k, j] }
                }
                #expect(change == -(rate * residuals[sample, j]), "sample \(sample), output \(j)")
            }
        }
        if !hasBias { #expect(step.bias.allSatisfy { $0 == 0 }) }
    }

    @Test("The kernels and their twin in Swift take the same step, bit for bit", arguments: 0..<12)
    func twin(seed: Int) throws {
        let outputs = [1, 3, 15, 16, 17, 33, 47, 48, 49, 64, 96, 113][seed]
        let given = try ScalarCodeCase(
            seed: UInt64(seed), samples: 2 + seed * 2, outputs: outputs, others: seed % 4,
            emptyGaps: seed % 2 == 0 ? [1, 4] : [], bias: seed % 3 == 0, pivot: seed < 4 ? 0 : seed)
        for loss in [Loss.hingeResidual(.mean), .squaredError(.sum)] {
            let kernel = ScalarCodeCase.Workshop(given, loss: loss, as: DoubleSweep.self)
            let twin = ScalarCodeCase.Workshop(given, loss: loss, as: SweepTwin<Double, Double>.self)
            kernel.kinks.newton(rate: 0.75, kernel.parameters.pointer, kernel.rows)
            twin.kinks.newton(rate: 0.75, twin.parameters.pointer, twin.rows)
            #expect(kernel.network == twin.network)
            #expect(kernel.network != given.network)
            let single = ScalarCodeCase.Workshop(given, loss: loss, as: DoubleAccumulatorSweep.self)
            let singleTwin = ScalarCodeCase.Workshop(given, loss: loss, as: SweepTwin<Float, Double>.self)
            single.kinks.newton(rate: 1, single.parameters.pointer, single.rows)
            singleTwin.kinks.newton(rate: 1, singleTwin.parameters.pointer, singleTwin.rows)
            #expect(single.network == singleTwin.network)
        }
    }

    @Test("Both walks together solve random interpolation problems exactly, in rationals", arguments: 0..<60)
    func bothWalks(seed: Int) {
        var stream = RandomStream(seed: UInt64(seed), purpose: .signals, index: 4)
        func rational(_ range: ClosedRange<Double>) -> Rational { Rational(stream.uniform(in: range)) }
        let (samples, outputs) = (3 + stream.index(below: 8), 1 + stream.index(below: 3))
        let hasBias = seed % 3 == 0
        let hasCommon = !hasBias && seed % 2 == 0
        var codes = [rational(-2...2)]
        while codes.count < samples { codes.append(codes[codes.count - 1] + rational(0.1...1)) }
        let pivot = stream.index(below: samples)
        var units: [(weight: Rational, kink: Rational)] = []
        var knots: [SlopeRecursion<Rational>.Knot] = []
        func add(weight: Rational, kink: Rational, begin: Rational, end: Int) {
            knots.append(
                SlopeRecursion.Knot(
                    unit: units.count, end: end, offset: kink - begin, inverseRest: 1 / (codes[end] - kink),
                    inverseWeight: 1 / weight))
            units.append((weight, kink))
        }
        if hasCommon {
            // Active at every code: ascending from below, or descending from above.
            let rises = stream.index(below: 2) == 0
            let kink = rises ? codes[0] - rational(0.1...2) : codes[samples - 1] + rational(0.1...2)
            add(weight: rises ? rational(0.05...2) : -rational(0.05...2), kink: kink, begin: kink, end: pivot)
        }
        for g in pivot..<(samples - 1) {
            let kink = codes[g] + rational(0...0.9) * (codes[g + 1] - codes[g])
            add(weight: rational(0.05...2), kink: kink, begin: codes[g], end: g + 1)
        }
        let turn = knots.count
        for g in stride(from: pivot - 1, through: 0, by: -1) {
            let kink = codes[g + 1] - rational(0...0.9) * (codes[g + 1] - codes[g])
            add(weight: -rational(0.05...2), kink: kink, begin: codes[g + 1], end: g)
        }
        let recursion = SlopeRecursion<Rational>(
            knots: knots, start: pivot, common: hasCommon ? 1 : 0, turn: turn)
        let residuals = Matrix(
            rows: samples, columns: outputs, elements: (0..<samples * outputs).map { _ in rational(-3...3) })
        let step = recursion.step(residuals: residuals, units: units.count, hasBias: hasBias)
        for sample in 0..<samples where sample != pivot || hasBias || hasCommon {
            for j in 0..<outputs {
                var change = step.bias[j]
                for (k, unit) in units.enumerated() {
                    let u = unit.weight * (codes[sample] - unit.kink)
                    if u > 0 { change += u * step.weights[k, j] }
                }
                #expect(change == -residuals[sample, j], "sample \(sample) of \(samples), pivot \(pivot), output \(j)")
            }
        }
    }

    @Test("One kink in each gap: one step leaves no error, whatever the other units do", arguments: 0..<20)
    func newton(seed: Int) throws {
        // Without a bias or a unit that is active everywhere nothing can change at the pivot.
        let given = try ScalarCodeCase(
            seed: UInt64(seed), samples: 12, outputs: 5, others: 4, bias: true, pivot: seed % 2 == 0 ? 0 : seed % 12)
        let workshop = ScalarCodeCase.Workshop(given, as: DoubleSweep.self)
        #expect(workshop.loss > 1)
        workshop.kinks.newton(rate: 1, workshop.parameters.pointer, workshop.rows)
        #expect(workshop.loss < 1e-18)
    }

    @Test("A unit below the lowest code serves instead of a bias")
    func below() throws {
        var given = try ScalarCodeCase(seed: 3, samples: 9, outputs: 4)
        var network = given.network
        // One more unit, a mean gap below; the network is active everywhere.
        let kink = given.codes[0] - 0.5
        network.layers[1] = Layer(
            dense: Dense(9, activation: .relu),
            weight: Matrix(rows: 9, columns: 1, elements: network.layers[1].weight.elements + [0.5]),
            bias: (network.layers[1].bias ?? []) + [-0.5 * kink])
        network.layers[2] = Layer(
            dense: network.layers[2].dense,
            weight: Matrix(
                rows: 4, columns: 9,
                elements: (0..<4).flatMap { Array(given.network.layers[2].weight.row($0)) + [0.25] }), bias: nil)
        given = ScalarCodeCase(network: network, samples: given.samples)
        let workshop = ScalarCodeCase.Workshop(given, as: DoubleSweep.self)
        #expect(workshop.loss > 0.1)
        workshop.kinks.newton(rate: 1, workshop.parameters.pointer, workshop.rows)
        #expect(workshop.loss < 1e-18)
    }

    @Test("So does a descending unit above the highest code, with the pivot anywhere", arguments: 0..<9)
    func above(pivot: Int) throws {
        let given = try ScalarCodeCase(seed: 3, samples: 9, outputs: 4, pivot: pivot)
        var network = given.network
        let kink = (given.codes.last ?? 0) + 0.5
        network.layers[1] = Layer(
            dense: Dense(9, activation: .relu),
            weight: Matrix(rows: 9, columns: 1, elements: network.layers[1].weight.elements + [-0.5]),
            bias: (network.layers[1].bias ?? []) + [0.5 * kink])
        network.layers[2] = Layer(
            dense: network.layers[2].dense,
            weight: Matrix(
                rows: 4, columns: 9,
                elements: (0..<4).flatMap { Array(given.network.layers[2].weight.row($0)) + [0.25] }), bias: nil)
        let workshop = ScalarCodeCase.Workshop(
            ScalarCodeCase(network: network, samples: given.samples), as: DoubleSweep.self)
        #expect(workshop.loss > 0.1)
        workshop.kinks.newton(rate: 1, workshop.parameters.pointer, workshop.rows)
        #expect(workshop.loss < 1e-18)
    }

    @Test("A share of the step removes that share of the error")
    func rate() throws {
        let given = try ScalarCodeCase(seed: 8, samples: 10, outputs: 3, bias: true)
        // All targets far above: every residual is linear in the step.
        let high = SampleSet(
            signals: given.samples.signals, labels: given.samples.labels,
            targets: given.samples.targets.map { _ in 100 })
        let linear = ScalarCodeCase(network: given.network, samples: high)
        let far = ScalarCodeCase.Workshop(linear, loss: .hingeResidual(.halfSum), as: DoubleSweep.self)
        let before = far.loss
        far.kinks.newton(rate: 0.25, far.parameters.pointer, far.rows)
        #expect(abs(far.loss / before - 0.5625) < 1e-9)
    }

    @Test("A kink beyond the middle of its gap is of no use, and its gap is joined to the one before")
    func unstable() throws {
        let given = try ScalarCodeCase(seed: 11, samples: 7, outputs: 3, fractions: 0.1...0.3, bias: true)
        var network = given.network
        let weight = network.layers[1].weight[3, 0]
        network.layers[1].bias?[3] = -weight * (0.4 * given.codes[3] + 0.6 * given.codes[4])
        let workshop = ScalarCodeCase.Workshop(
            ScalarCodeCase(network: network, samples: given.samples), as: DoubleSweep.self)
        workshop.kinks.newton(rate: 1, workshop.parameters.pointer, workshop.rows)
        let after = workshop.network
        for j in 0..<3 { #expect(after.layers[2].weight[j, 3] == network.layers[2].weight[j, 3]) }
        for j in 0..<3 { #expect(after.layers[2].weight[j, 2] != network.layers[2].weight[j, 2]) }
        // Right at every code but the one in the middle of the joined gaps.
        let outputs = Backpropagation(after).forward(given.samples.signals).outputs
        for i in 0..<7 {
            let isJoined = given.samples.signals[i, 0] == given.codes[3]
            let errors = (0..<3).map { abs(outputs[i, $0] - given.samples.targets[i, $0]) }
            #expect(errors.allSatisfy { $0 < 1e-9 } != isJoined)
        }
    }
}

extension ScalarCodeCase {
    init(network: Network<Double>, samples: SampleSet) { (self.network, self.samples) = (network, samples) }
}
