import Analysis
import Networks
import Testing

@Suite struct MeasuresTests {
    private func network(
        encoder: [Double], hidden: [(w: Double, b: Double)], output: [[Double]]
    ) throws -> Network<Double> {
        try Network(
            inputs: encoder.count,
            layers: [
                Layer(
                    dense: Dense(1), weight: Matrix(rows: 1, columns: encoder.count, elements: encoder), bias: [0]
                ),
                Layer(
                    dense: Dense(hidden.count, activation: .relu),
                    weight: Matrix(rows: hidden.count, columns: 1, elements: hidden.map(\.w)), bias: hidden.map(\.b)),
                Layer(
                    dense: Dense(output.count, activation: .relu, bias: false),
                    weight: Matrix(rows: output.count, columns: hidden.count, elements: output.flatMap { $0 }),
                    bias: nil),
            ])
    }

    /// a_k = relu(θ − k + 1), W3[j, p] = 1, W3[j, p + 1] = −1 with p = n + 1 − j (the corrected construction).
    private func exact(_ n: Int) throws -> Network<Double> {
        try network(
            encoder: Array(repeating: 1, count: n), hidden: (1...n).map { (1, Double(1 - $0)) },
            output: (1...n).map { j in
                let p = n + 1 - j
                return (1...n).map { $0 == p ? 1 : ($0 == p + 1 ? -1 : 0) }
            })
    }

    @Test(
        "The corrected construction reconstructs exactly, with a linear code and a kink in every gap",
        arguments: [2, 5, 24])
    func exactConstruction(n: Int) throws {
        let measures = Measures(of: try exact(n), on: try StepFunctions(length: n).samples())
        #expect(measures.error.maxAbsolute == 0 && measures.error.samplesWithinOnePercent == n + 1)
        #expect(measures.code?.r2 == 1 && measures.code?.slope == 1 && measures.code?.isMonotone == true)
        #expect(measures.activity.deadHiddenUnits.isEmpty && measures.activity.deadOutputs.isEmpty)
        #expect(measures.breakpoints?.coveredGapCount == n && measures.breakpoints?.gapCount == n)
        #expect(measures.breakpoints?.kinks == (0..<n).map(Double.init))
    }

    @Test("Dead units are the ones that were killed")
    func deadUnits() throws {
        var network = try exact(5)
        network.layers[1].bias?[2] = -100
        network.layers[2].weight.elements.replaceSubrange(5..<10, with: repeatElement(-1, count: 5))
        let measures = Measures(of: network, on: try StepFunctions(length: 5, amplitude: 1).samples())
        #expect(measures.activity.deadHiddenUnits.map { [$0.layer, $0.index] } == [[1, 2]])
        // Output 2 lives on hidden unit 2 alone, so that it dies with it.
        #expect(measures.activity.deadOutputs == [1, 2])
        #expect(measures.breakpoints?.coveredGapCount == 4)
        // An output that should never be positive is not dead.
        let blank = try HoldOut.gap(1...5).split(StepFunctions(length: 5).samples()).training
        #expect(Measures(of: network, on: blank).activity.deadOutputs.isEmpty)
    }

    @Test("Errors by quarter go from left to right, over the amplitude")
    func quarters() {
        // 8 samples, 2 outputs; sample i is off by i in one output, amplitude 10.
        let targets = Matrix<Double>(rows: 8, columns: 2, repeating: 10)
        var outputs = targets
        for i in 0..<8 { outputs[i, 0] -= Double(i) }
        let error = ReconstructionError(outputs: outputs, targets: targets)
        #expect(error.maxAbsolute == 7 && error.maxRelative == 0.7)
        for (found, expected) in zip(error.byQuarter, [0.025, 0.125, 0.225, 0.325]) {
            #expect(abs((found ?? .nan) - expected) < 1e-15)
        }
        #expect(error.samplesWithinOnePercent == 1)
    }

    @Test("A quarter is one of the signal, whatever samples are held out; one without a sample has no error")
    func quartersOfTransitions() throws {
        let zeros = Layer(
            dense: Dense(8, bias: false), weight: Matrix<Double>(rows: 8, columns: 8, repeating: 0), bias: nil)
        let network = try Network(inputs: 8, layers: [zeros])
        func check(_ samples: SampleSet, _ eighths: [Double?]) {
            #expect(Measures(of: network, on: samples).error.byQuarter == eighths.map { $0.map { $0 / 8 } })
        }
        // An output of zeros misses each of the ones: 8 − t of 8 for the transition before entry t.
        check(try StepFunctions(length: 8).samples(), [7, 4.5, 2.5, 0.5])
        // θ = 5…8 are the transitions 3…0: the left half of the signal.
        check(try HoldOut.gap(5...8).split(StepFunctions(length: 8).samples()).training, [nil, 4, 2.5, 0.5])
        // Of Diracs one entry in eight is missed; the blank has no place.
        let peaks = try Diracs(length: 8, blank: true).samples()
        check(peaks, [1, 1, 1, 1])
        check(peaks.selecting([0, 7, 8]), [1, nil, nil, 1])
        check(peaks.selecting([8]), [nil, nil, nil, nil])
    }

    @Test("Outputs that are numbers of their own are measured each by its own scale")
    func ownScales() throws {
        // Sample i is off by i in the first output, of size 100, and by 0.1 in the second, of size 2.
        let targets = Matrix<Double>(rows: 3, columns: 2, elements: [100, -2, 50, 1, 0, 0])
        let outputs = Matrix<Double>(rows: 3, columns: 2, elements: [100, -1.9, 51, 1, 2, 0.01])
        let samples = SampleSet(
            signals: Matrix(rows: 3, columns: 1, repeating: 0),
            parameters: (0..<3).map {
                SignalParameters(position: Double($0), amplitude: 1, transitions: [], levels: [0])
            },
            targets: targets)
        let scales = ReconstructionError.scales(of: samples)
        #expect(scales == [100, 2])
        let error = ReconstructionError(outputs: outputs, targets: targets, scales: scales)
        #expect(error.maxAbsolute == 2 && error.maxByOutput[0] == 2 && abs(error.maxByOutput[1] - 0.1) < 1e-15)
        #expect(abs(error.maxRelative - 0.05) < 1e-15)
        #expect(error.samplesWithinOnePercent == 1)
        for (found, expected) in zip(error.bySample, [0.025, 0.005, 0.0125]) { #expect(abs(found - expected) < 1e-15) }
        // A signal has one amplitude, whatever its entries; nothing but zeros is measured by 1.
        let signals = try StepFunctions(length: 3, amplitude: 4).samples()
        #expect(ReconstructionError.scales(of: signals) == [4, 4, 4])
        #expect(ReconstructionError.scales(of: signals.selecting([3])) == [1, 1, 1])
    }

    @Test("A NaN in the outputs shows in the maximum")
    func notANumber() {
        let targets = Matrix<Double>(rows: 2, columns: 2, repeating: 1)
        var outputs = targets
        outputs[0, 1] = .nan
        #expect(ReconstructionError(outputs: outputs, targets: targets).maxAbsolute.isNaN)
        let error = ReconstructionError(outputs: outputs, targets: targets, scales: [1, 2])
        #expect(error.maxRelative.isNaN && error.maxByOutput[0] == 0 && error.samplesWithinOnePercent == 1)
    }

    @Test("A network without a scalar code has neither line nor kinks")
    func wideCode() throws {
        let network = try Network<Float>(inputs: 4, initialization: .he(.normal), seed: 1) {
            Dense(2, activation: .relu)
            Dense(4)
        }
        let measures = Measures(of: network, on: try StepFunctions(length: 4).samples())
        #expect(measures.code == nil && measures.codes == nil && measures.breakpoints == nil)
    }
}
