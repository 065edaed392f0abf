import Testing

@testable import Networks

/// Relocation of hidden units to empty gaps.
@Suite struct KinkRepairTests {
    private func kinks<S: KernelScalar>(_ network: Network<S>) -> [Double] {
        (0..<network.layers[1].outputs).map {
            -(network.layers[1].bias?[$0].doubleValue ?? 0) / network.layers[1].weight[$0, 0].doubleValue
        }
    }

    /// The lowest code whose targets are all 0; the lowest of all where there are units to spare.
    private func pivot(_ given: ScalarCodeCase) -> Int {
        let count = given.samples.count
        guard given.network.layers[1].outputs < count else { return 0 }
        let order = (0..<count).sorted { given.samples.signals[$0, 0] < given.samples.signals[$1, 0] }
        return order.firstIndex { given.samples.targets.row($0).allSatisfy { $0 == 0 } } ?? 0
    }

    private func check<Arithmetic: SweepArithmetic>(
        _ given: ScalarCodeCase, as arithmetic: Arithmetic.Type, _ repair: KinkRepair
    ) where Arithmetic.Wide == Double {
        let workshop = ScalarCodeCase.Workshop(given, as: Arithmetic.self)
        let before = workshop.network
        let moments = [AlignedBuffer<Arithmetic.Element>(count: workshop.layout.count)]
        moments[0].pointer.update(repeating: 7, count: workshop.layout.count)
        let moved = workshop.kinks.repair(repair, workshop.parameters.pointer, workshop.rows, moments: moments)
        let after = workshop.network
        let (old, new) = (kinks(before), kinks(after))
        let codes = given.codes
        // Every gap has exactly one kink, in its range, of a unit that is off at the pivot.
        let pivot = pivot(given)
        for (g, (lower, upper)) in zip(codes, codes.dropFirst()).enumerated() {
            let inside = new.indices.filter {
                let (kink, rises) = (new[$0], after.layers[1].weight[$0, 0] > 0)
                return rises ? kink >= lower && kink < upper : kink > lower && kink <= upper
            }
            #expect(inside.count == 1)
            let kink = inside.first.map { new[$0] } ?? .nan
            let fraction = (g < pivot ? upper - kink : kink - lower) / (upper - lower)
            #expect(repair.range.contains(fraction), "fraction \(fraction)")
            #expect(inside.allSatisfy { (after.layers[1].weight[$0, 0] > 0) == (g >= pivot) })
        }
        #expect(after.layers[1].weight.elements.count { $0 < 0 } == pivot)
        // Who moved starts from nothing; who stayed is untouched.
        var count = 0
        for k in new.indices {
            let column = (0..<after.outputs).map { after.layers[2].weight[$0, k] }
            let moment = workshop.layout.weights[2].offset + k * (workshop.layout.weights[2].columnStride ?? 0)
            if new[k] != old[k] {
                count += 1
                #expect(column.allSatisfy { $0 == 0 })
                #expect(moments[0].pointer[moment] == 0)
                #expect(moments[0].pointer[workshop.layout.weights[1].offset + k] == 0)
            } else {
                #expect(column == (0..<after.outputs).map { before.layers[2].weight[$0, k] })
                #expect(before.layers[1].weight[k, 0] == after.layers[1].weight[k, 0])
                #expect(moments[0].pointer[moment] == 7)
            }
        }
        #expect(moved == count)
        let again = workshop.kinks.repair(repair, workshop.parameters.pointer, workshop.rows, moments: [])
        #expect(again == 0, "a repaired layer needs no repair")
        #expect(after.layers[0] == before.layers[0])
    }

    @Test("Every gap has exactly one kink in its range afterwards", arguments: 0..<25)
    func oneEach(seed: Int) throws {
        // As many units as gaps, or more; anywhere, of either sign.
        let (samples, missing) = (4 + seed, seed % 5)
        let given = try ScalarCodeCase(
            seed: UInt64(seed), samples: samples, outputs: 3, fractions: 0...0.99, others: missing + seed % 4,
            emptyGaps: Set((0..<missing).map { ($0 * 3 + seed) % (samples - 1) }))
        check(given, as: DoubleSweep.self, KinkRepair())
        check(given, as: DoubleAccumulatorSweep.self, KinkRepair(fraction: 0.3, range: 0.1...0.4))
    }

    @Test("The blank's code anywhere: the units above it ascend, those below it descend", arguments: 0..<20)
    func eitherSide(seed: Int) throws {
        let samples = 3 + seed
        let given = try ScalarCodeCase(
            seed: UInt64(seed), samples: samples, outputs: 17, fractions: 0...0.99, others: 2,
            emptyGaps: [seed % (samples - 1), (seed / 2) % (samples - 1)], pivot: 1 + seed % (samples - 1))
        // One gap empty twice: a unit to spare. Else as many units as gaps.
        let isSpare = seed % (samples - 1) == (seed / 2) % (samples - 1)
        #expect(pivot(given) == (isSpare ? 0 : 1 + seed % (samples - 1)))
        check(given, as: DoubleSweep.self, KinkRepair())
        check(given, as: DoubleAccumulatorSweep.self, KinkRepair(fraction: 0.3, range: 0.1...0.4))
    }

    @Test("Units ascend only, where the outputs have biases or hidden weights cannot be negative")
    func ascendingOnly() throws {
        for bias in [true, false] {
            let given = try ScalarCodeCase(seed: 3, samples: 9, outputs: 17, bias: bias, pivot: 5)
            var network = given.network
            if !bias {
                var layers = network.layers
                layers[1] = Layer(
                    dense: Dense(8, activation: .relu, nonNegative: true), weight: layers[1].weight,
                    bias: layers[1].bias)
                network = try Network(inputs: 1, layers: layers)
            }
            let workshop = ScalarCodeCase.Workshop(
                ScalarCodeCase(network: network, samples: given.samples), as: DoubleSweep.self)
            let moved = workshop.kinks.repair(
                KinkRepair(), workshop.parameters.pointer, workshop.rows, moments: [])
            #expect(moved == 5)
            #expect(workshop.network.layers[1].weight.elements.allSatisfy { $0 > 0 })
        }
    }

    @Test("Too few units on either side: first the gaps above the blank get them, then those below, outwards")
    func tooFewOnEitherSide() throws {
        let given = try ScalarCodeCase(
            seed: 4, samples: 8, outputs: 17, others: 4, emptyGaps: [0, 1, 2, 3, 4, 5, 6], pivot: 5)
        let workshop = ScalarCodeCase.Workshop(given, as: DoubleSweep.self)
        _ = workshop.kinks.repair(KinkRepair(), workshop.parameters.pointer, workshop.rows, moments: [])
        let codes = given.codes
        let expected = [
            codes[3] + 0.85 * (codes[4] - codes[3]), codes[4] + 0.85 * (codes[5] - codes[4]),
            codes[5] + 0.15 * (codes[6] - codes[5]), codes[6] + 0.15 * (codes[7] - codes[6]),
        ]
        for (kink, expected) in zip(kinks(workshop.network).sorted(), expected) {
            #expect(abs(kink - expected) < 1e-12)
        }
        #expect(workshop.network.layers[1].weight.elements.count { $0 < 0 } == 2)
    }

    @Test("Too few units: the lowest gaps get them")
    func tooFew() throws {
        let given = try ScalarCodeCase(
            seed: 4, samples: 8, outputs: 2, others: 2, emptyGaps: [0, 1, 2, 3, 4, 5, 6])
        let workshop = ScalarCodeCase.Workshop(given, as: DoubleSweep.self)
        _ = workshop.kinks.repair(KinkRepair(), workshop.parameters.pointer, workshop.rows, moments: [])
        let kinks = kinks(workshop.network).sorted()
        #expect(kinks.count == 2)
        for (g, kink) in kinks.enumerated() {
            let expected = given.codes[g] + 0.15 * (given.codes[g + 1] - given.codes[g])
            #expect(abs(kink - expected) < 1e-12)
        }
    }

    @Test("Equal codes, and a hidden layer of zeros, are handled")
    func degenerate() throws {
        let given = try ScalarCodeCase(seed: 1, samples: 6, outputs: 2)
        var flat = given.samples.signals
        for i in 0..<flat.rows { flat[i, 0] = 0.5 }
        let same = ScalarCodeCase(
            network: given.network,
            samples: SampleSet(signals: flat, labels: given.samples.labels, targets: given.samples.targets))
        let workshop = ScalarCodeCase.Workshop(same, as: DoubleSweep.self)
        #expect(workshop.kinks.repair(KinkRepair(), workshop.parameters.pointer, workshop.rows, moments: []) == 0)
        #expect(workshop.network == same.network)
        var zeros = given.network
        zeros.layers[1].weight = zeros.layers[1].weight.map { _ in 0 }
        check(ScalarCodeCase(network: zeros, samples: given.samples), as: DoubleSweep.self, KinkRepair())
    }

    @Test("Of several kinks in a gap the one nearest to the fraction stays; of equally near ones the first")
    func nearest() throws {
        let given = try ScalarCodeCase(seed: 2, samples: 4, outputs: 2, others: 2)
        var network = given.network
        let codes = given.codes
        // Three units in gap 1, at 0.4, 0.2 and 0.1; gaps 0 and 2 have one each.
        for (unit, gap, fraction) in [(0, 0, 0.15), (1, 1, 0.4), (2, 2, 0.15), (3, 1, 0.2), (4, 1, 0.1)] {
            network.layers[1].weight[unit, 0] = 1
            network.layers[1].bias?[unit] = -(codes[gap] + fraction * (codes[gap + 1] - codes[gap]))
        }
        let workshop = ScalarCodeCase.Workshop(
            ScalarCodeCase(network: network, samples: given.samples), as: DoubleSweep.self)
        #expect(
            workshop.kinks.repair(KinkRepair(fraction: 0.22), workshop.parameters.pointer, workshop.rows, moments: [])
                == 2)
        let (old, new) = (kinks(network), kinks(workshop.network))
        let isKept = (0...4).map { (k: Int) -> Bool in new[k] == old[k] }
        #expect(isKept == [true, false, true, true, false])
        #expect(new[1] < codes[0] && new[4] < codes[0])
    }

    @Test("Codes that rounding cannot tell apart have no gap")
    func narrow() throws {
        let given = try ScalarCodeCase(seed: 9, samples: 6, outputs: 2, others: 6, emptyGaps: [0, 1, 2, 3, 4])
        var signals = given.samples.signals
        let sorted = given.codes
        for i in 0..<6 where signals[i, 0] == sorted[3] { signals[i, 0] = sorted[2] + (sorted[5] - sorted[0]) * 1e-14 }
        let close = ScalarCodeCase(
            network: given.network,
            samples: SampleSet(
                signals: signals, labels: given.samples.labels, targets: given.samples.targets))
        let workshop = ScalarCodeCase.Workshop(close, as: DoubleSweep.self)
        _ = workshop.kinks.repair(KinkRepair(), workshop.parameters.pointer, workshop.rows, moments: [])
        let codes = close.codes
        let counts = zip(codes, codes.dropFirst()).map { lower, upper in
            kinks(workshop.network).count { $0 >= lower && $0 < upper }
        }
        #expect(counts == [1, 1, 0, 1, 1])
        // A kink that lies in it already is surplus.
        var inside = workshop.network
        let weight = inside.layers[1].weight[0, 0]
        let middle = codes[2] + 0.25 * (codes[3] - codes[2])
        inside.layers[1].bias?[0] = -weight * middle
        let again = ScalarCodeCase.Workshop(
            ScalarCodeCase(network: inside, samples: close.samples), as: DoubleSweep.self)
        #expect(again.kinks.repair(KinkRepair(range: 0...0.45), again.parameters.pointer, again.rows, moments: []) >= 1)
        #expect(again.network.layers[1].bias?[0] != inside.layers[1].bias?[0])
    }

    @Test("In training, repair follows the requested epochs")
    func inTraining() throws {
        let samples = try StepFunctions(length: 7, amplitude: 2).samples()
        var network = try Network<Double>(
            inputs: 7, layers: CanonicalAutoencoder.layers(length: 7), initialization: .uniform(-0.5...0.5), seed: 2)
        var seen: [Network<Double>] = []
        try Training(
            loss: .hingeResidual(.mean), optimizer: .sgd(learningRate: 0), kinkRepair: KinkRepair(.once(epoch: 3))
        ).fit(&network, to: samples, epochs: 5, observing: .every(1)) { seen.append($0.network) }
        #expect(seen.count == 6)
        #expect(seen[0] == seen[2] && seen[2] != seen[3] && seen[3] == seen[5])
    }

    @Test("The schedule of a repair")
    func occasions() {
        let often = KinkRepair(.every(3, from: 4))
        #expect((1...11).filter(often.acts) == [4, 7, 10])
        #expect((1...11).filter(KinkRepair(.once(epoch: 5)).acts) == [5])
        #expect((1...3).filter(KinkRepair().acts) == [1, 2, 3])
    }

    @Test("Values out of range are named")
    func objections() {
        func parameter(_ repair: KinkRepair) -> String? { repair.objection?.parameter }
        #expect(parameter(KinkRepair()) == nil)
        #expect(parameter(KinkRepair(.once(epoch: 0))) == "once")
        #expect(parameter(KinkRepair(.every(0, from: 1))) == "every")
        #expect(parameter(KinkRepair(.every(1, from: 0))) == "fromEpoch")
        #expect(parameter(KinkRepair(fraction: 0.7)) == "fraction")
        #expect(parameter(KinkRepair(fraction: .nan)) == "fraction")
        #expect(parameter(KinkRepair(fraction: 0.2, range: -0.1...0.4)) == "range")
        #expect(parameter(KinkRepair(fraction: 0.2, range: 0.1...1)) == "range")
    }
}
