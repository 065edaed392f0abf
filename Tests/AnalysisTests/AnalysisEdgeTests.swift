import Analysis
import Exact
import Networks
import Testing

/// Where a measure of the usual case is right by luck.
@Suite struct AnalysisEdgeTests {
    @Test("Quarters of ten samples hold 3, 2, 3 and 2")
    func unevenQuarters() {
        let targets = Matrix<Double>(rows: 10, columns: 1, repeating: 1)
        let outputs = Matrix(rows: 10, columns: 1, elements: (0..<10).map { 1 + Double($0) })
        #expect(ReconstructionError(outputs: outputs, targets: targets).byQuarter == [1, 3.5, 6, 8.5])
        let few = Matrix<Double>(rows: 2, columns: 1, repeating: 1)
        #expect(
            ReconstructionError(outputs: Matrix(rows: 2, columns: 1, elements: [2, 4]), targets: few).byQuarter
                == [1, nil, 3, nil])
    }

    @Test("The amplitude is the largest absolute target; one bad output spoils its sample")
    func amplitude() {
        let targets = Matrix(rows: 2, columns: 4, elements: [-10, 1, 1, 1, 2, 2, 2, 2.0])
        var outputs = targets
        outputs[0, 0] += 0.2
        let error = ReconstructionError(outputs: outputs, targets: targets)
        #expect(error.maxRelative == error.maxAbsolute / 10)
        #expect(error.samplesWithinOnePercent == 1)
    }

    private func network(hidden: Activation, bias: Double) throws -> Network<Double> {
        try Network(
            inputs: 2,
            layers: [
                Layer(dense: Dense(1), weight: Matrix(rows: 1, columns: 2, repeating: 1), bias: [0]),
                Layer(
                    dense: Dense(2, activation: hidden), weight: Matrix(rows: 2, columns: 1, repeating: 1),
                    bias: [-0.5, bias]),
                Layer(dense: Dense(2), weight: Matrix(rows: 2, columns: 2, repeating: 1), bias: [0, 0]),
            ])
    }

    @Test("ReLU and leaky layers have kinks, smooth ones have none; hard thresholds can die, leaky units cannot")
    func kinksAndDeath() throws {
        let samples = try StepFunctions(length: 2).samples()
        for (activation, kinks, dead) in [
            (Activation.relu, [0.5, 9], [1]), (.leakyReLU(slope: 0.1), [0.5, 9], []), (.hardThreshold, nil, [1]),
            (.tanh, nil, []), (.hardTanh, nil, []),
        ] as [(Activation, [Double]?, [Int])] {
            let measures = Measures(of: try network(hidden: activation, bias: -9), on: samples)
            #expect(measures.breakpoints?.kinks == kinks, "\(activation)")
            #expect(measures.activity.deadHiddenUnits.map(\.index) == dead, "\(activation)")
        }
    }

    @Test("A hard tanh bends twice: exact values are found, but no map of the decoder")
    func hardTanh() throws {
        let samples = try StepFunctions(length: 2).samples()
        let network = try network(hidden: .hardTanh, bias: 0.25)
        let exact = try ExactNetwork(network)
        #expect(exact.scalarCodeLayer == nil)
        #expect(throws: ExactnessError.self) { try DecoderAtlas(exact, on: ExactSamples(samples, in: Double.self)) }
        let outputs = Backpropagation(network).forward(samples.signals).outputs
        let largest = zip(outputs.elements, samples.targets.elements).map { abs($0 - $1) }.max()
        let worst = try ExactReconstruction(exact, on: ExactSamples(samples, in: Double.self)).worst
        #expect(worst.map { abs($0.error.doubleValue) } == largest && outputs.elements.max() == 2)
    }

    @Test("Samples without a position are left out of the code's line")
    func samplesWithoutPosition() throws {
        var network = try network(hidden: .relu, bias: 0)
        network.layers[0].weight.elements = [5, 7]
        let line = Measures(of: network, on: try Diracs(length: 2, blank: true).samples()).code
        #expect(line?.slope == 2 && line?.intercept == 5 && line?.r2 == 1)
    }
}
