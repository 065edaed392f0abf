import Testing

@testable import Networks

@Suite struct SampleTests {
    @Test("Every k-th sample is held out, but never the last one")
    func everyButTheLast() throws {
        let all = try StepFunctions(length: 20, orientation: .leadingOnes, blank: false).samples()
        let held = try HoldOut.every(4).split(all).heldOut
        #expect(held?.positions == [4, 8, 12, 16])
        #expect(throws: SignalError.self) { try HoldOut.every(20).split(all) }
    }

    @Test("Invalid hold-outs are refused")
    func holdOutRefusals() throws {
        let all = try StepFunctions(length: 6).samples()
        for bad: HoldOut in [
            .every(1), .every(0), .random(share: 0, seed: 1), .random(share: -1, seed: 1), .random(share: 1, seed: 1),
            .random(share: .nan, seed: 1),
        ] { #expect(throws: SignalError.self, "\(bad)") { try bad.split(all) } }
    }

    @Test("Amplitudes come in increasing order, in whatever order they are listed")
    func amplitudes() throws {
        let samples = try StepFunctions(length: 2, amplitude: .list([3, 1, 2])).samples()
        #expect(samples.amplitudes == [1, 2, 3, 1, 2, 3, 0])
    }

    @Test("Both halves of a split keep targets that are not the signals")
    func targetsOfASplit() throws {
        let all = try StepFunctions(length: 6, amplitude: 3).samples().targetingParameters()
        let split = try HoldOut.gap(2...3).split(all)
        #expect(split.heldOut?.targets.elements == [3, 3, 2, 3])
        #expect(split.training.targets.elements == [6, 3, 5, 3, 4, 3, 1, 3, 0, 0])
        #expect(!split.training.isAutoencoding && split.heldOut?.isAutoencoding == false)
    }

    @Test("The blank among the Diracs comes last, and has no position")
    func blankDirac() throws {
        let samples = try Diracs(length: 3, blank: true).samples()
        #expect(samples.positions == [0, 1, 2, nil])
    }

    @Test("Both constructions are exact in either orientation", arguments: Orientation.allCases)
    func constructions(orientation: Orientation) throws {
        let samples = try StepFunctions(length: 12, orientation: orientation).samples()
        for construction in HardThresholdAutoencoder.allCases {
            let network: Network<Double> = try construction.network(length: 12, orientation: orientation)
            #expect(network.forward(samples.signals).outputs == samples.signals)
        }
    }

    @Test("A cross-entropy takes probabilities only")
    func crossEntropyTargets() {
        for loss in [Loss.crossEntropy(.mean), .binaryCrossEntropy] {
            for (value, fits) in [(-0.1, false), (0, true), (1, true), (1.1, false), (.nan, false)] {
                let targets = Matrix(rows: 1, columns: 2, elements: [0.5, value])
                #expect((loss.objection(toTargets: targets) == nil) == fits, "\(loss), \(value)")
            }
        }
    }

    @Test("The Jacobians of a sample are taken at that sample")
    func jacobiansBySample() throws {
        let network = try Network<Double>(
            inputs: 2,
            layers: [
                Layer(
                    dense: Dense(2, activation: .relu, bias: false),
                    weight: Matrix(rows: 2, columns: 2, elements: [1, 2, 3, 4]), bias: nil)
            ])
        let backpropagation = Backpropagation(network)
        let pass = backpropagation.forward(Matrix(rows: 3, columns: 2, elements: [1, 1, -1, -1, -3, 2]))
        let jacobians = (0..<3).map { backpropagation.jacobians(pass, sample: $0) }
        #expect(jacobians.map(\.network.elements) == [[1, 2, 3, 4], [0, 0, 0, 0], [1, 2, 0, 0]])
        #expect(jacobians[2].activations[0] == [1, 0])
    }
}
