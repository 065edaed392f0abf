import Testing

@testable import Networks

/// What a seed draws, against numbers from another implementation of Philox 4x32-10: no change may move them.
@Suite struct DrawTests {
    @Test("Words, uniform numbers and their halves")
    func stream() {
        var words = RandomStream(seed: 42, purpose: .initialization, index: 0)
        let expected: [UInt64] = [0x2051_e913_0293_3769, 0xb62c_409c_3b68_b038, 0xfdd2_1d94_20ff_9139]
        #expect((0..<3).map { _ in words.next() } == expected)
        var uniform = RandomStream(seed: 42, purpose: .initialization, index: 0)
        #expect((0..<3).map { _ in uniform.uniform() } == [0.1262498542224193, 0.7116127377916281, 0.9914873587267705])
    }

    @Test("Weights and biases of each layer have streams of their own")
    func initialization() throws {
        let network = try Network<Double>(inputs: 3, initialization: .uniform(-0.5...0.5), seed: 42) {
            Dense(1)
            Dense(3)
        }
        #expect(
            network.layers[0].weight.elements == [-0.3737501457775807, 0.21161273779162815, 0.4914873587267705])
        #expect(network.layers[0].bias == [0.2626868147174444])
        #expect(network.layers[1].weight.elements == [0.3987152378429676, 0.3969198498022698, 0.1780187312128222])
        #expect(
            network.layers[1].bias == [-0.19925645206560483, 0.08452674283447481, 0.007462909744113455])
    }

    @Test("The order of the samples, epoch by epoch; targets stay with their inputs", arguments: [true, false])
    func shuffle(shuffled: Bool) {
        let batches = MiniBatches<Double>(size: 3, samples: 8, inputs: 2, targets: 1, shuffled: shuffled, seed: 42)
        let inputs = AlignedBuffer<Double>((0..<16).map { Double($0 / 2) })
        let targets = AlignedBuffer<Double>((0..<8).map { Double(10 + $0) })
        for (epoch, order) in [[2, 6, 0, 1, 3, 5, 7, 4], [1, 2, 6, 5, 4, 3, 7, 0]].enumerated() {
            batches.begin(epoch: epoch)
            var seen: [Int] = []
            for batch in 0..<batches.count {
                let rows = batches.gather(batch, inputs: inputs.pointer, targets: targets.pointer)
                #expect(rows.count == (batch < 2 ? 3 : 2))
                for row in 0..<rows.count {
                    #expect(rows.inputs[2 * row] == rows.inputs[2 * row + 1])
                    #expect(rows.targets[row] == rows.inputs[2 * row] + 10)
                    seen.append(Int(rows.inputs[2 * row]))
                }
            }
            #expect(seen == (shuffled ? order : Array(0..<8)))
        }
    }

    @Test("The samples that a seed holds out; half a sample is rounded up")
    func holdOut() throws {
        let all = try StepFunctions(length: 20, orientation: .leadingOnes).samples()
        for (seed, expected) in [
            (UInt64(1), [1, 2, 4, 5, 6, 7, 9, 11, 12, 14, 17]), (42, [1, 2, 3, 4, 6, 13, 14, 15, 16, 17, 20]),
        ] {
            let held = try HoldOut.random(share: 0.5, seed: seed).split(all).heldOut
            #expect(held?.positions == expected.map { Double($0) })
        }
    }

    @Test("Random piecewise-constant signals: a stream for each, levels of either sign, sorted by transitions")
    func signals() throws {
        let parameters = try PiecewiseConstants(
            length: 10, transitions: 3, amplitude: 2, levels: .random(count: 3, seed: 42)
        ).parameters()
        #expect(parameters.map(\.transitions) == [[2, 4, 5], [3, 7, 9], [5, 7, 9]])
        #expect(
            parameters[1].levels == [
                1.0081792593534904, -1.5723434922979882, -0.5123862791092488, 0.2695571552867886,
            ])
        let family = PiecewiseConstants(length: 10, transitions: 3, levels: .random(count: 40, seed: 1))
        let many = try family.samples()
        let transitions = try family.parameters().map(\.transitions)
        #expect(zip(transitions, transitions.dropFirst()).allSatisfy { !$1.lexicographicallyPrecedes($0) })
        #expect(many.amplitude == many.targets.elements.map(abs).max())
        let negative = SampleSet(
            signals: Matrix(rows: 1, columns: 2, elements: [-3, 1]),
            parameters: [SignalParameters(position: nil, amplitude: 3, transitions: [1], levels: [-3, 1])])
        #expect(negative.amplitude == 3)
    }
}
