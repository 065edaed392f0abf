import Exchange
import Foundation
import Networks
import Testing

@testable import Experiments

/// The numbers of a model that training starts from.
@Suite struct StartNumbersTests {
    private func message(_ value: Double, as precision: Precision, single: Bool, bias: Bool = false) throws -> String {
        let path = NSTemporaryDirectory() + "heaviside-start-\(UUID().uuidString).safetensors"
        defer { try? FileManager.default.removeItem(atPath: path) }
        var network = try Network<Double>(inputs: 4, initialization: .zeros, seed: 1) {
            Dense(1)
            Dense(4, activation: .relu)
            Dense(4)
        }
        if bias { network.layers[2].bias?[3] = value } else { network.layers[1].weight[2, 0] = value }
        let file: SafetensorsFile =
            single ? try NetworkFile.file(for: network.converted(to: Float.self)) : try NetworkFile.file(for: network)
        try file.write(to: path)
        let spec = Spec(
            name: "start", signals: SignalSpec(.step(StepFunctions(length: 4))),
            network: network.layers.map(\.dense), initialization: .file(path),
            training: Training(loss: .squaredError(.mean), optimizer: .sgd(learningRate: 0.1)), epochs: 1,
            precision: precision)
        do {
            try ExperimentRun(spec, source: "study.yaml").check()
            return ""
        } catch { return "\(error)".replacingOccurrences(of: path, with: "FILE") }
    }

    @Test("A number that the run's precision cannot hold is refused with tensor and index")
    func numbers() throws {
        let place = "FILE: tensor layers.1.weight[2, 0]: "
        for single in [true, false] {
            for precision in [Precision.float32, .float64] {
                for value in [Double.nan, .infinity, -.infinity] {
                    let found = try message(value, as: precision, single: single)
                    #expect(found.hasPrefix(place + "it is ") && found.contains("a finite number"), "\(found)")
                }
                #expect(try message(-2.5, as: precision, single: single) == "")
                #expect(try message(0, as: precision, single: single) == "")
            }
        }
        for value in [1e39, -1e39, 1e-50] {
            #expect(try message(value, as: .float32, single: false).hasPrefix(place), "\(value)")
            #expect(try message(value, as: .float64, single: false) == "")
        }
        #expect(try message(1e39, as: .float32, single: false).contains("infinite in float32"))
        #expect(try message(1e-50, as: .float32, single: false).contains("0 in float32"))
        #expect(try message(.nan, as: .float32, single: true, bias: true).hasPrefix("FILE: tensor layers.2.bias[3]: "))
    }

    @Test("A subnormal weight is a number")
    func subnormal() throws {
        #expect(try message(1e-40, as: .float32, single: true) == "")
        #expect(try message(1e-40, as: .float32, single: false) == "")
    }
}
