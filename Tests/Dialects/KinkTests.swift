import Foundation
import Networks
import Testing

/// The derivatives of activations at their kinks, as libraries compute them, beside ours.
@Suite struct KinkTests {
    private struct Fixture: Decodable {
        let library: String
        let version: String
        let backend: String
        let derivatives: [Row]

        struct Row: Decodable {
            let function: String
            let place: Double
            let derivative: Double

            init(from decoder: any Decoder) throws {
                var values = try decoder.unkeyedContainer()
                function = try values.decode(String.self)
                place = try values.decode(Double.self)
                derivative = try values.decode(Double.self)
            }
        }
    }

    /// The libraries whose derivative of a function at a place is ours, and those where it is another.
    private func libraries(
        _ function: String, at place: Double, like activation: Activation
    ) throws -> (same: Set<String>, other: Set<String>) {
        let folder = DialectCase.folder.deletingLastPathComponent().appendingPathComponent("kinks")
        var found: (same: Set<String>, other: Set<String>) = ([], [])
        let ours = activation.derivative(at: place, activation: activation.value(at: place))
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            let data = try Data(contentsOf: folder.appendingPathComponent(file))
            let fixture = try JSONDecoder().decode(Fixture.self, from: data)
            let name = String(file.dropLast(".json".count))
            for row in fixture.derivatives where row.function == function && row.place == place {
                if abs(row.derivative - ours) < 1e-7 { found.same.insert(name) } else { found.other.insert(name) }
            }
        }
        return found
    }

    @Test("The derivative of ReLU at 0 is 0 in every library")
    func relu() throws {
        let found = try libraries("relu", at: 0, like: .relu)
        #expect(found.other.isEmpty && found.same.count == 9)
    }

    @Test("The derivative of leaky ReLU at 0 is the slope in some libraries and 1 in others")
    func leakyReLU() throws {
        let found = try libraries("leakyReLU", at: 0, like: .leakyReLU(slope: 0.25))
        #expect(found.same == ["chainer", "keras-tensorflow", "keras-torch", "torch"])
        #expect(found.other == ["jax", "keras-jax", "mlx", "paddle", "tinygrad"])
    }

    @Test("The derivative of the hard tanh at −1 and 1 is 0 in some libraries and 1 in others", arguments: [-1.0, 1])
    func hardTanh(place: Double) throws {
        let found = try libraries("hardTanh", at: place, like: .hardTanh)
        #expect(found.same == ["keras-torch", "mlx", "paddle", "torch"])
        #expect(found.other == ["chainer", "jax", "keras-jax", "keras-tensorflow", "tinygrad"])
    }

    @Test("The derivative of softplus far from 0 is the exact one, but for PyTorch's cut at 20")
    func softplus() throws {
        let found = try libraries("softplus", at: 25, like: .softplus)
        #expect(found.other.isEmpty && found.same.count == 9)
    }
}
