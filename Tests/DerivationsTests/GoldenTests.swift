import Exchange
import Foundation
import Networks
import Testing

@testable import Derivations

/// Gradients and training trajectories against numbers made with PyTorch in double precision.
@Suite struct GoldenTests {
    static let path = Bundle.module.path(forResource: "pytorch-float64", ofType: "json", inDirectory: "Fixtures") ?? ""

    struct Trajectories: Decodable {
        struct Parameters: Decodable {
            private enum CodingKeys: String, CodingKey {
                case b1, b2
                case w1 = "W1"
                case w2 = "W2"
                case w3 = "W3"
            }

            let w1: [[Double]]
            let b1: [Double]
            let w2: [[Double]]
            let b2: [Double]
            let w3: [[Double]]
        }

        struct Case: Decodable {
            let kind: String
            let n: Int?
            let amplitude: Double?
            let optimizer: String?
            let encoderFrozen: Bool?
            let learningRate: Double?
            let initial: Parameters?
            let losses: [[Double]]?
            let final: Parameters?
        }

        let cases: [Case]

        static func load() throws -> [Case] {
            let data = Data(try AtomicFile.read(GoldenTests.path))
            return try JSONDecoder().decode(Trajectories.self, from: data).cases.filter { $0.kind == "trajectory" }
        }
    }

    @Test("Every gradient case agrees to 1e-12")
    func gradients() throws {
        let cases = try GradientCase.read(AtomicFile.read(Self.path), source: Self.path)
        #expect(cases.count == 8)
        for gradientCase in cases {
            let (pass, gradients) = gradientCase.evaluate()
            #expect(!gradientCase.expected.isEmpty)
            let difference = gradientCase.firstDifference(pass, gradients, tolerance: 1e-12)
            #expect(difference == nil)
        }
    }

    @Test("A wrong expected value is found, and named")
    func findsDifferences() throws {
        let text = String(decoding: try AtomicFile.read(Self.path), as: UTF8.self)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        let all = try #require(object["cases"] as? [[String: Any]])
        for (key, entry) in [
            ("lossValue", "lossValue"), ("dW", "dW[0][0][0]"), ("db", "db[0][0]"), ("dx", "dx[0][0]"),
            ("preactivations", "preactivations[0][0][0]"), ("activationsOut", "activationsOut[0][0][0]"),
        ] {
            var changed = all[0]
            changed[key] = Self.nudgeFirst(try #require(changed[key]))
            let bytes = [UInt8](try JSONSerialization.data(withJSONObject: changed))
            let gradientCase = try #require(try GradientCase.read(bytes, source: "changed").first)
            let (pass, gradients) = gradientCase.evaluate()
            #expect(gradientCase.firstDifference(pass, gradients, tolerance: 1e-12)?.entry == entry)
        }
    }

    /// Changes the first number in nested lists by one part in 10^9.
    private static func nudgeFirst(_ value: Any) -> Any {
        if let number = value as? Double { return number * (1 + 1e-9) }
        guard var list = value as? [Any], !list.isEmpty else { return value }
        list[0] = nudgeFirst(list[0])
        return list
    }

    @Test(
        "Every trajectory: losses to 1e-9, final weights to 1e-8",
        arguments: [ComputationPath.reference, .dense, .sweep])
    func trajectories(path: ComputationPath) throws {
        let cases = try Trajectories.load()
        #expect(cases.count == 6)
        for golden in cases {
            let n = try #require(golden.n)
            let rate = try #require(golden.learningRate)
            let optimizer: Optimizer
            switch try #require(golden.optimizer) {
            case "sgd": optimizer = .sgd(learningRate: rate)
            case "momentum": optimizer = .momentum(learningRate: rate)
            case "rmsProp": optimizer = .rmsProp(learningRate: rate)
            case "adam": optimizer = .adam(learningRate: rate)
            default:
                Issue.record("unknown optimizer")
                continue
            }
            let template = try Network<Double>(inputs: n, initialization: .zeros, seed: 1) {
                Dense(1, frozen: golden.encoderFrozen ?? false)
                Dense(n, activation: .relu)
                Dense(n, activation: .relu, bias: false)
            }
            var network = try Self.filled(template, try #require(golden.initial))
            let final = try Self.filled(template, try #require(golden.final))
            let losses = try #require(golden.losses)
            let epochs = Int(try #require(losses.last)[0])
            var seen: [Int: Double] = [:]
            try Training(loss: .squaredError(.mean), optimizer: optimizer, path: path).fit(
                &network, to: StepFunctions(length: n, amplitude: .one(golden.amplitude ?? 1)).samples(),
                epochs: epochs,
                observing: .list(losses.map { Int($0[0]) })
            ) { seen[$0.epoch] = $0.loss }
            for row in losses {
                let loss = try #require(seen[Int(row[0])])
                #expect(abs(loss - row[1]) <= 1e-9 * row[1], "\(golden.optimizer ?? ""), epoch \(row[0])")
            }
            for (layer, wanted) in zip(network.layers, final.layers) {
                let pairs = zip(
                    layer.weight.elements + (layer.bias ?? []), wanted.weight.elements + (wanted.bias ?? []))
                for (value, expected) in pairs { #expect(abs(value - expected) <= 1e-8 * max(1, abs(expected))) }
            }
        }
    }

    private static func filled(
        _ template: Network<Double>, _ parameters: Trajectories.Parameters
    ) throws -> Network<Double> {
        var network = template
        network.layers[0].weight.elements = parameters.w1.flatMap { $0 }
        network.layers[0].bias = parameters.b1
        network.layers[1].weight.elements = parameters.w2.flatMap { $0 }
        network.layers[1].bias = parameters.b2
        network.layers[2].weight.elements = parameters.w3.flatMap { $0 }
        return network
    }
}
