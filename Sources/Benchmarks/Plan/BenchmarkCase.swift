import Foundation
internal import Networks

/// One comparison: a benchmark at one size.
struct BenchmarkCase: Sendable, Hashable {
    let benchmark: Benchmark
    let length: Int
    let networks: Int

    /// The title, such as "epoch, n = 129" or "ensemble, 64 networks, n = 33".
    var title: String {
        "\(benchmark.rawValue), " + (networks == 1 ? "" : "\(networks) networks, ") + "n = \(length)"
    }

    /// The samples on which every contestant trains.
    func samples() throws -> SampleSet { try StepFunctions(length: length, amplitude: 5).samples() }

    /// The networks from which every contestant starts: seeds 1, 2, …
    func initialNetworks() throws -> [Network<Float>] {
        try (1...networks).map { seed in
            try Network(inputs: length, initialization: .uniform(-0.05...0.05), seed: UInt64(seed)) {
                Dense(1)
                Dense(length, activation: .relu)
                Dense(length, activation: .relu, bias: false)
            }
        }
    }

    /// The parameters of networks in the form that rivals read: w1, b1, w2, b2, W3 of each, float32, little-endian.
    static func bytes(of networks: [Network<Float>]) -> Data {
        var data = Data()
        for layer in networks.lazy.flatMap(\.layers) {
            for value in layer.weight.elements + (layer.bias ?? []) {
                withUnsafeBytes(of: value.bitPattern.littleEndian) { data.append(contentsOf: $0) }
            }
        }
        return data
    }
}
