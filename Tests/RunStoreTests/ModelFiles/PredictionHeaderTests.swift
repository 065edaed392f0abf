import Exchange
import Experiments
import Networks
import RunStore
import Testing

@Suite struct PredictionHeaderTests {
    @Test("The names of a table are known before its numbers", arguments: [false, true])
    func header(withLayers: Bool) throws {
        for sizes in [[3, 1, 3], [2, 4]] {
            let layers = zip(sizes, sizes.dropFirst()).map { inputs, outputs in
                StackLayer(
                    .dense, inputShape: [inputs], outputShape: [outputs],
                    weight: [Double](repeating: 1, count: inputs * outputs))
            }
            let network = try NetworkFile.network(
                of: LayerStack(inputShape: [sizes[0]], layers: layers, isDouble: true), path: "m")
            let inputs = Matrix<Double>(rows: 1, columns: sizes[0], repeating: 1)
            let table = try Prediction(network, inputs: inputs, path: "m").table(withLayers: withLayers)
            let written = String(decoding: table.encoded(), as: UTF8.self)
            let header = Prediction.header(of: network, withLayers: withLayers)
            #expect(written.hasPrefix(header + "\r\n"), "\(written) does not begin with \(header)")
            #expect(header.hasPrefix("outputs.0,") && header.contains("layers.0.") == withLayers)
        }
    }

    @Test("PyTorch's softplus has a threshold beyond which rounded numbers are the identity")
    func softplus() throws {
        let layer = StackLayer(
            .dense, inputShape: [1], outputShape: [1], weight: [1], bias: [0], activation: .softplus)
        let network = try NetworkFile.network(
            of: LayerStack(inputShape: [1], layers: [layer], isDouble: false), path: "m")
        #expect(try TorchModule(network).expression == "nn.Sequential(nn.Linear(1, 1), nn.Softplus(threshold=40.0))")
    }
}
