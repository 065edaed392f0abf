internal import Experiments
internal import Foundation
internal import Networks

/// The state of a live run as the thread of training has last handed it over.
struct LiveFrame: Sendable {
    /// The number of epochs done.
    let epoch: Int
    /// The loss that the last update was computed for; nil before the first.
    let loss: Double?
    /// The learning rate of the epoch that begins here.
    let learningRate: Double
    /// The network.
    let network: TrainedNetwork
    /// The stretches of the loss since the frame before.
    let losses: [LossBuckets.Bucket]

    /// The encoder of one code and its hidden layer as little-endian float32 in base64: W₁, b₁, w₂, b₂; nil for a
    /// network of another form.
    var small: String? {
        switch network {
        case .float32(let network): Self.small(network)
        case .float64(let network): Self.small(network)
        }
    }

    private static func small<S: TrainableScalar>(_ network: Network<S>) -> String? {
        let layers = network.layers
        guard layers.count == 3, layers[0].outputs == 1, layers[1].inputs == 1,
            layers.allSatisfy({ $0.dense.isPlain })
        else { return nil }
        var data = Data()
        for layer in layers.prefix(2) {
            for value in layer.weight.elements { add(value.doubleValue, to: &data) }
            for value in layer.bias ?? Array(repeating: 0, count: layer.outputs) { add(value.doubleValue, to: &data) }
        }
        return data.base64EncodedString()
    }

    private static func add(_ value: Double, to data: inout Data) {
        withUnsafeBytes(of: Float(value).bitPattern.littleEndian) { data.append(contentsOf: $0) }
    }
}
