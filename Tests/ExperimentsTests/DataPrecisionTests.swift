import Experiments
import Networks
import Testing

/// The data of a spec as a network of some precision receives them.
@Suite struct DataPrecisionTests {
    @Test(
        "Training and held-out samples, signals and targets are rounded to the precision",
        arguments: [
            "{ family: step, length: 4, amplitude: 0.1, holdOut: { every: 2 } }",
            "{ family: step, length: 4, amplitude: [0.1, 0.7], target: parameters, holdOut: { every: 2 } }",
            "{ family: dirac, length: 4, amplitude: 0.7, holdOut: { every: 2 } }",
            "{ family: piecewiseConstant, length: 5, transitions: 2, amplitude: 1.1, holdOut: { every: 2 } }",
            "{ family: piecewiseConstant, length: 5, transitions: 1, levels: { random: { count: 6 } }, holdOut: { every: 2 } }",
        ])
    func rounded(text: String) throws {
        let signals = try SignalSpec(yaml: text, source: "test")
        for precision in [Precision.float32, .float32DoubleAccumulators] {
            let data = try signals.data(in: precision)
            #expect(data.rounding != nil)
            for samples in [data.training, try #require(data.heldOut)] {
                let values = samples.signals.elements + samples.targets.elements
                #expect(values.contains { $0 != 0 } && values.allSatisfy { Double(Float($0)) == $0 })
            }
        }
        let kept = try signals.data(in: .float64)
        #expect(kept.rounding == nil && kept.training.signals.elements.contains { Double(Float($0)) != $0 })
    }
}
