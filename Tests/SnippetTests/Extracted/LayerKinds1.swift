// swift-format-ignore-file
// Block 1 of Sources/Experiments/Experiments.docc/LayerKinds.md: edit it there, then run Scripts/snippets.
import Networks

extension Snippets {
    static func layerKinds1() throws {
        let network = try Network<Float>(inputs: 32, initialization: .fanIn, seed: 1) {
            Dense.convolution(8, kernel: 3, stride: 2, padding: 1, activation: .relu)
            Dense(16, activation: .relu)
            Dense(16, activation: .relu).skipping(2)
            Dense.toeplitz(32)
        }
        print(network)
        let dense = try network.lowered()  // the same function in dense layers
        _ = (network, dense)
    }
}
